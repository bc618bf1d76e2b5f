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
