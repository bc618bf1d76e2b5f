import { expect, test } from 'vitest'
import { parseConfig } from './config.ts'

test('nothing needs to be set', () => {
  const config = parseConfig({})
  expect(config).toMatchObject({
    host: '127.0.0.1',
    urls: { api: 'http://localhost:8000', web: 'http://localhost:5173', edge: 'http://localhost:8080' },
    demoCatalogue: true,
    chosen: {},
  })
  expect(config.mediaDir).toBe(`${config.dataDir}/media`)
})

test('addresses follow the ports; an empty value counts as not set', () => {
  const { urls } = parseConfig({
    API_PORT: '9000',
    WEB_PORT: '',
    EDGE_PORT: '9002',
    FRONTEND_URL: 'https://bliss.example/',
  })
  expect(urls).toEqual({ api: 'http://localhost:9000', web: 'https://bliss.example', edge: 'http://localhost:9002' })
})

test('every problem is told at once', () => {
  const wrong = { API_PORT: 'x', DEMO_CATALOGUE: 'perhaps', JWT_SECRET_KEY: 'short', DATABASE_URL: 'mysql://x' }
  for (const name of Object.keys(wrong)) expect(() => parseConfig(wrong)).toThrow(`  - ${name}: `)
})

test('two roles on one port are refused', () => {
  expect(() => parseConfig({ API_PORT: '8080' })).toThrow('must differ')
})

test('production is refused with what would face the public unprotected', () => {
  const settings = {
    ENVIRONMENT: 'production',
    FRONTEND_URL: 'http://bliss.example',
    JWT_SECRET_KEY: 'change-this-'.repeat(4),
  }
  for (const name of ['FRONTEND_URL', 'JWT_SECRET_KEY']) expect(() => parseConfig(settings)).toThrow(name)
})
