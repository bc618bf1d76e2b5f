import type { FastifyCorsOptions } from '@fastify/cors'

/** Of resumable uploads (tus 1.0). */
const UPLOAD_HEADERS = ['Tus-Resumable', 'Upload-Length', 'Upload-Offset']
const EXPOSED_HEADERS = [
  ...['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy'],
  ...['Location', 'X-Payload-Encryption', ...UPLOAD_HEADERS],
]
const ALLOWED_HEADERS = [
  ...['Content-Type', 'Authorization', 'Accept', 'X-Request-Id', 'Idempotency-Key', 'X-Payload-Encryption'],
  ...[...UPLOAD_HEADERS, 'Upload-Metadata', 'Upload-Checksum'],
]

/** The specification's CORS. With credentials `*` is a literal, so the headers are listed. */
export function corsOptions(frontendUrl: string): FastifyCorsOptions {
  return {
    origin: [new URL(frontendUrl).origin],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  }
}

/** What those options add to every answer, beside the origin that is allowed. */
export const CORS_HEADERS = {
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': EXPOSED_HEADERS.join(', '),
}
