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
