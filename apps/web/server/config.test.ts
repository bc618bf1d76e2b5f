import { ConfigError } from '@better-and-bliss/settings'
import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

test('without settings everything is on this machine', () => {
  expect(parseConfig({})).toEqual({
    host: '127.0.0.1',
    port: 5173,
    frontendUrl: 'http://localhost:5173',
    apiUrl: 'http://localhost:8000',
    edgeUrl: 'http://localhost:8080',
    supportEmail: null,
  })
})

test('other ports change the addresses that follow from them', () => {
  const { apiUrl, edgeUrl, port } = parseConfig({ API_PORT: '8100', EDGE_PORT: '8180', WEB_PORT: '5200' })
  expect({ apiUrl, edgeUrl, port }).toEqual({
    apiUrl: 'http://localhost:8100',
    edgeUrl: 'http://localhost:8180',
    port: 5200,
  })
})

test('configured addresses lose a slash at their end, and an empty variable counts as unset', () => {
  const { apiUrl, edgeUrl } = parseConfig({
    BACKEND_URL: 'https://api.example.com/',
    EDGE_URL: '',
    CLOUDFRONT_DOMAIN: 'd1.cloudfront.net',
  })
  expect({ apiUrl, edgeUrl }).toEqual({ apiUrl: 'https://api.example.com', edgeUrl: 'https://d1.cloudfront.net' })
})

test('members write to the address that was set, and to none that is no address', () => {
  expect(parseConfig({ SUPPORT_EMAIL: 'studio@example.com' }).supportEmail).toBe('studio@example.com')
  expect(() => parseConfig({ SUPPORT_EMAIL: 'studio' })).toThrow('SUPPORT_EMAIL')
})

test('all problems are told at once, by name', () => {
  const read = () => parseConfig({ WEB_PORT: 'eighty', BACKEND_URL: 'ftp://x', EDGE_URL: 'nowhere' })
  expect(read).toThrow(ConfigError)
  for (const name of ['WEB_PORT', 'BACKEND_URL', 'EDGE_URL']) expect(read).toThrow(name)
})
