const HERE = 'http://here.invalid'

/** A path of the web app, with search and hash; whatever leads elsewhere leads home. */
export function ownPath(raw = ''): string {
  const url = raw.startsWith('/') ? URL.parse(raw, HERE) : null
  // `/.//evil.example` stays here as an address, and leads away as a path.
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search + url.hash
}
