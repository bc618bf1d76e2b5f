/** How an object presents itself to whoever fetches it straight from the store. */
export interface ObjectHeaders {
  contentType: string
  /** As in HTTP. Without it nothing is said. */
  cacheControl?: string
}

export interface ObjectVersion {
  /** Bytes of the whole object. */
  size: number
  /** A strong validator with its quotes, as in HTTP: another one for each version of an object. */
  etag: string
  modifiedAtMs: number
}

export type ObjectInfo = ObjectVersion & ObjectHeaders

/** Bytes of an object, both ends included, as in HTTP. */
export interface ByteRange {
  first: number
  /** Past the end means up to it. */
  last: number
}

/** One version of an object, open. Its bytes are there for one reading, by `stream` or `bytes`, until it is disposed of. */
export interface OpenObject extends ObjectVersion, AsyncDisposable {
  /** The range that was asked for, or everything, as it comes. Its end, or that of its reader, disposes of the object. */
  stream(): AsyncIterable<Uint8Array>
  /** The same, whole, in memory: at the beginning of `into`, which has room for it, or in memory of its own. */
  bytes(into?: Uint8Array): Promise<Uint8Array>
}

/** A large object on its way, in parts. */
export interface Multipart {
  key: string
  uploadId: string
}

/** A part that has arrived. */
export interface Part {
  /** From 1. */
  number: number
  etag: string
}

/**
 * Objects by key, as in S3. A key is words joined by slashes (`hls/3f…/360p/segment0000.ts`), a folder is the part of a key
 * that ends in a slash. A reader sees an object as it was before or after a write, its headers with it, never a part of it.
 * Without headers an object is `application/octet-stream`. Malformed keys and folders throw a TypeError.
 */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array, headers?: ObjectHeaders): Promise<void>

  /** Keeps a copy of a local file. The file stays as it is. */
  putFile(key: string, path: string, headers?: ObjectHeaders): Promise<void>

  /** Takes a local file over, which costs no copy where the store is on the same disk. The file is gone afterwards. */
  moveFile(key: string, path: string, headers?: ObjectHeaders): Promise<void>

  /** Copies an object with its headers. @throws Error when there is no such object. */
  copy(fromKey: string, toKey: string): Promise<void>

  /** Gives an object another key, in the place of what has it; it keeps its headers. @throws Error when there is no such object. */
  move(fromKey: string, toKey: string): Promise<void>

  /** @returns null when there is no such object. */
  head(key: string): Promise<ObjectInfo | null>

  /**
   * Opens an object.
   *
   * @returns null when there is no such object.
   * @throws RangeError when a range begins past the end; the reason of `signal`, also while it is read.
   */
  open(key: string, options?: { range?: ByteRange; signal?: AbortSignal }): Promise<OpenObject | null>

  /** As `open`, for who has the version of an etag: `unchanged` when it is the current one. */
  openIfChanged(key: string, etag: string, options?: { signal?: AbortSignal }): Promise<OpenObject | 'unchanged' | null>

  /** @returns the bytes, or null when there is no such object. */
  read(key: string): Promise<Uint8Array | null>

  /**
   * A page of the keys in a folder and in the folders below it, sorted.
   *
   * @param page `after`: the last key of the page before; `limit`: from 1 to 1000, which is also the default.
   */
  list(folder: string, page?: { after?: string; limit?: number }): Promise<{ keys: string[]; more: boolean }>

  /** How much there is in all. It looks at everything: ask seldom. */
  usage(): Promise<{ objects: number; bytes: number }>

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

  /** @param partBytes how many bytes each part has, 5 MiB or more; the last one may have less. */
  beginMultipart(key: string, partBytes: number, headers?: ObjectHeaders): Promise<Multipart>

  /** Keeps a part, in the place of an earlier one of its number. @param pieces its bytes, one after another. */
  putPart(upload: Multipart, number: number, pieces: readonly Uint8Array[]): Promise<Part>

  /** Makes the object of these parts: from the first on, without a gap. @throws Error when one of them has not arrived. */
  completeMultipart(upload: Multipart, parts: readonly Part[]): Promise<void>

  /** Forgets an upload and its parts. What is not there is aborted already. */
  abortMultipart(upload: Multipart): Promise<void>

  /**
   * Removes what was begun and never ended: parts of uploads after eight days, and, after a day, what processes that were killed
   * left on this machine. Somebody has to ask for it now and then.
   */
  removeAbandoned(nowMs: number): Promise<void>
}

/** Uploads that are older are abandoned: whoever began them gives them up before. */
export const UPLOAD_LIFE_MS = 8 * 24 * 3_600_000

/** All keys of a folder, page by page. */
export async function* keysIn(store: ObjectStore, folder: string): AsyncGenerator<string, void> {
  let after: string | undefined
  for (;;) {
    const { keys, more } = await store.list(folder, after === undefined ? {} : { after })
    yield* keys
    after = keys.at(-1)
    if (!more) return
  }
}
