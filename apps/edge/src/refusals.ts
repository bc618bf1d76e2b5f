import type { Denial } from './decide.ts'

/** What every edge says with a refusal, beside its text. */
export function refusalHeaders(status: Denial['status']): Record<string, string> {
  return { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...MORE_OF[status] }
}

const MORE_OF: Partial<Record<Denial['status'], Record<string, string>>> = {
  405: { Allow: 'GET, HEAD, OPTIONS' },
  503: { 'Retry-After': '2' },
}

/** The answer to a browser that asks whether a page of another origin may ask. */
export const PREFLIGHT_HEADERS = {
  Allow: 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers': 'Range, If-Range, If-None-Match, If-Modified-Since',
  'Access-Control-Max-Age': '7200',
}

/** The answer of `/health`, to everybody. */
export const HEALTH = {
  headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
  text: '{"status":"ok"}',
}

/** What lets the pages of one origin read an answer. */
export function readableBy(webOrigin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': webOrigin,
    'Access-Control-Expose-Headers': 'Content-Length, Content-Range, ETag',
  }
}
