const HERE = 'http://here.invalid'

/** A path of this site to go back to after signing in; anything else that an address may hold leads home. */
export function returnPath(raw: unknown): string {
  if (typeof raw !== 'string' || !raw.startsWith('/')) return '/'
  const url = URL.parse(raw, HERE)
  // `/.//evil.example` stays here as an address, and leads away as a path.
  if (url?.origin !== HERE || /^\/(\/|sign-(in|up)(\/|$))/.test(url.pathname)) return '/'
  return url.pathname + url.search + url.hash
}
