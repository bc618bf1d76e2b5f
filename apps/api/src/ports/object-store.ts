/**
 * Where media live: objects by key, as in S3. A key is words joined by slashes (`hls/3f…/360p/segment0000.ts`), a folder
 * is the part of a key that ends in a slash. A reader sees an object as it was before or after a write, never a part of it.
 * Malformed keys and folders throw a TypeError.
 */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array): Promise<void>

  /** Keeps a copy of a local file. The file stays as it is. */
  putFile(key: string, path: string): Promise<void>

  /** Takes a local file over, which costs no copy where the store is on the same disk. The file is gone afterwards. */
  moveFile(key: string, path: string): Promise<void>

  /** @returns the bytes, or null when there is no such object. */
  read(key: string): Promise<Uint8Array | null>

  /** @returns bytes, or null when there is no such object. */
  size(key: string): Promise<number | null>

  /** @returns the keys in a folder and in the folders below it, sorted. */
  list(folder: string): Promise<string[]>

  /** What is not there is deleted already. */
  delete(key: string): Promise<void>

  /** Deletes a folder with all that is below it. */
  deleteFolder(folder: string): Promise<void>

  /**
   * Lends an object as a file to a program that wants a path. The file is read-only by agreement, and only there while
   * `use` runs.
   *
   * @throws Error when there is no such object.
   */
  withLocalFile<T>(key: string, use: (path: string) => Promise<T>): Promise<T>
}

const KEY = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/
const MAX_KEY_LENGTH = 512

/** Keys are plain enough for every store: no empty, hidden or relative part, no character that a path or URL changes. */
export function assertKey(key: string): void {
  if (key.length > MAX_KEY_LENGTH || !KEY.test(key)) throw new TypeError(`Not an object key: ${JSON.stringify(key)}`)
}

/** A folder is a key and a slash. */
export function assertFolder(folder: string): void {
  if (!folder.endsWith('/')) throw new TypeError(`Not a folder of objects: ${JSON.stringify(folder)}`)
  assertKey(folder.slice(0, -1))
}
