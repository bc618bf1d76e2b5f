import type { FastifyCorsOptions } from '@fastify/cors'

const EXPOSED_HEADERS = ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy']

/** The specification's CORS. With credentials `*` is a literal, so the headers are listed. */
export function corsOptions(frontendUrl: string): FastifyCorsOptions {
  return {
    origin: [new URL(frontendUrl).origin],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowedHeaders: ['Content-Type', 'Authorization', 'Accept', 'X-Request-Id', 'Idempotency-Key'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  }
}

/** What those options add to every answer, beside the origin that is allowed. */
export const CORS_HEADERS = {
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': EXPOSED_HEADERS.join(', '),
}
