import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

describe('GET /', () => {
  test('200: says what this is and where its documentation stands; each address answers', async () => {
    const response = await server.request('GET', '/')
    expect(response.statusCode).toBe(200)
    const { name, version, ...addresses } = response.json()
    expect(name).toBe('Better & Bliss API')
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(addresses).toEqual({ docs: '/api/docs', redoc: '/api/redoc', health: '/health' })
    for (const address of Object.values(addresses)) {
      expect((await server.request('GET', String(address))).statusCode, String(address)).toBe(200)
    }
  })
})

describe('GET /health', () => {
  test('200: the process is alive; it asks nobody else (http/outage.db.test.ts cuts the database off)', async () => {
    const response = await server.request('GET', '/health')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ status: 'healthy', version: expect.any(String) })
  })
})

describe('GET /health/ready', () => {
  test('200: each dependency, and how fast it answered (503: http/outage.db.test.ts)', async () => {
    const response = await server.request('GET', '/health/ready')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      status: 'ready',
      dependencies: { database: { status: 'ok', latency_ms: expect.any(Number) } },
    })
  })
})
