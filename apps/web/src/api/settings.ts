/** Where members write to; null where nobody reads their letters. */
export function readSupportEmail(page: Document): string | null {
  return page.querySelector<HTMLMetaElement>('meta[name="support-email"]')?.content ?? null
}

/** Whether the owner wants members to see how often items are viewed. */
export function readShowsViewCounts(page: Document): boolean {
  return page.querySelector('meta[name="view-counts"]') !== null
}

/** Where the API is; the server that sent this page wrote it into its head. */
export function readApiUrl(page: Document): string {
  const url = page.querySelector<HTMLMetaElement>('meta[name="api-url"]')?.content
  if (!url) throw new Error('This page was not sent by its own server: it does not name the API.')
  return url
}
