import type { IncomingHttpHeaders } from 'node:http'

/** What tells where a request comes from: its head, and the address of whoever handed it to us. */
export interface HandedRequest {
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

export interface Country {
  /** @returns the ISO 3166 code of the country that a request comes from, two capital letters; null where nobody knows. */
  of(request: HandedRequest): string | null
}

/** Where nobody says where requests come from. */
export const noCountry: Country = { of: () => null }

/** Said of addresses that belong nowhere: a proxy for hiding, a satellite, none. */
const NOWHERE = ['ZZ', 'XX', 'T1', 'A1', 'A2', 'AP', 'EU', 'O1']

/** @returns the code if it names a country. */
export function asCountry(code: unknown): string | null {
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) && !NOWHERE.includes(code) ? code : null
}
