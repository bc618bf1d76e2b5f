/** Where the files of an item stand that its media are made from. */
export function sourceFolder(contentId: string): string {
  return `sources/${contentId}/`
}
