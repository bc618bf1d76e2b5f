/** No path of the edge leads here: it knows published media alone. */
export const EXPORTS_FOLDER = 'exports/'

/** Where the file of an export is kept. */
export function exportKey(id: string): string {
  return `${EXPORTS_FOLDER}${id}.zip`
}

/** @returns the export that a file belongs to. */
export function exportIdOf(key: string): string {
  return key.slice(EXPORTS_FOLDER.length, -'.zip'.length)
}
