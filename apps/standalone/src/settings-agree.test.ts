import { parseConfig as parseApi } from '@better-and-bliss/api/src/config.ts'
import { parseConfig as parseEdge } from '@better-and-bliss/edge/src/config.ts'
import { parseConfig as parseWeb } from '@better-and-bliss/web/server/config.ts'
import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

const REQUIRED = {
  DATABASE_URL: 'postgresql://localhost/bliss',
  JWT_SECRET_KEY: 'j'.repeat(32),
  STREAMING_SECRET_KEY: 's'.repeat(32),
}
const PUBLIC = {
  ENVIRONMENT: 'production',
  FRONTEND_URL: 'https://app.example.org/',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
}

test.each<NodeJS.ProcessEnv>([
  {},
  { API_PORT: '9000', WEB_PORT: '9001', EDGE_PORT: '9002', HOST: '0.0.0.0', DATA_DIR: 'elsewhere' },
  { CLOUDFRONT_DOMAIN: 'd1.cloudfront.net', MEDIA_DIR: '/srv/media' },
  PUBLIC,
  { ...PUBLIC, EDGE_URL: '', CLOUDFRONT_DOMAIN: 'd1.cloudfront.net' },
])('with %j every role listens and finds the others as one', (set) => {
  const raw = { ...REQUIRED, ...set }
  const whole = parseConfig(raw)
  const api = parseApi(raw).config
  const edge = parseEdge(raw).config
  const web = parseWeb(raw)
  const { urls } = whole
  expect([api.backendUrl, api.frontendUrl, api.edgeUrl]).toEqual([urls.api, urls.web, urls.edge])
  expect([web.apiUrl, web.frontendUrl, web.edgeUrl]).toEqual([urls.api, urls.web, urls.edge])
  expect([edge.backendUrl, edge.webOrigin]).toEqual([urls.api, new URL(urls.web).origin])
  expect([api.host, edge.host, web.host]).toEqual(Array(3).fill(whole.host))
  expect([api.mediaDir, edge.mediaDir]).toEqual(Array(2).fill(whole.mediaDir))
  expect([api.port, edge.port, web.port]).toEqual([whole.ports.api.port, whole.ports.edge.port, whole.ports.web.port])
})

test.each([
  ['FRONTEND_URL', [parseConfig, parseApi, parseEdge, parseWeb]],
  ['BACKEND_URL', [parseConfig, parseApi, parseWeb]],
  ['EDGE_URL', [parseConfig, parseApi, parseWeb]],
] as const)('in production no role starts without %s, which would be this machine', (name, readers) => {
  const raw = { ...REQUIRED, ...PUBLIC, [name]: '' }
  for (const read of readers) expect(() => read(raw)).toThrow(`${name} must be set and begin with https://`)
})
