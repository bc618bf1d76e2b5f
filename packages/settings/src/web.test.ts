import { expect, test } from 'vitest'
import { ConfigError } from './read.ts'
import { readWebSettings } from './roles.ts'
import { machineWith } from './testing/machine.ts'

const read = (variables: Record<string, string>) => readWebSettings(machineWith(variables))

test('without settings the web app finds everything on this machine', () => {
  expect(read({})).toEqual({
    environment: 'development',
    host: '127.0.0.1',
    port: 5173,
    frontendUrl: 'http://localhost:5173',
    backendUrl: 'http://localhost:8000',
    edgeUrl: 'http://localhost:8080',
    supportEmail: null,
    showsViewCounts: false,
    loadsCaptcha: false,
  })
})

test('other ports change the addresses that follow from them', () => {
  const { backendUrl, edgeUrl, port } = read({ API_PORT: '8100', EDGE_PORT: '8180', WEB_PORT: '5200' })
  expect({ backendUrl, edgeUrl, port }).toEqual({
    backendUrl: 'http://localhost:8100',
    edgeUrl: 'http://localhost:8180',
    port: 5200,
  })
})

test('configured addresses lose a slash at their end, and an empty variable counts as unset', () => {
  const { backendUrl, edgeUrl } = read({
    BACKEND_URL: 'https://api.example.com/',
    EDGE_URL: '',
    CLOUDFRONT_DOMAIN: 'd1.cloudfront.net',
  })
  expect({ backendUrl, edgeUrl }).toEqual({
    backendUrl: 'https://api.example.com',
    edgeUrl: 'https://d1.cloudfront.net',
  })
})

test('members write to the address that was set, and to none that is no address', () => {
  expect(read({ SUPPORT_EMAIL: 'studio@example.com' }).supportEmail).toBe('studio@example.com')
  expect(() => read({ SUPPORT_EMAIL: 'studio' })).toThrow('SUPPORT_EMAIL')
})

test('all problems are told at once, by name', () => {
  const readBad = () => read({ WEB_PORT: 'eighty', BACKEND_URL: 'ftp://x', EDGE_URL: 'nowhere' })
  expect(readBad).toThrow(ConfigError)
  for (const name of ['WEB_PORT', 'BACKEND_URL', 'EDGE_URL']) expect(readBad).toThrow(name)
})
