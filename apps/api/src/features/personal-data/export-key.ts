/** No path of the edge leads here: it knows published media alone. */
const EXPORTS_FOLDER = 'exports/'

/** Where the file of an export is kept. */
export function exportKey(id: string): string {
  return `${EXPORTS_FOLDER}${id}.zip`
}
