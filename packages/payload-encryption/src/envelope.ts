/** The JSON that goes in the place of a body that is sealed. */
export function envelopeOf(sealed: string): string {
  return JSON.stringify({ sealed })
}

/** @returns what is sealed, or null for what is no envelope. */
export function sealedIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('sealed' in body)) return null
  return typeof body.sealed === 'string' ? body.sealed : null
}
