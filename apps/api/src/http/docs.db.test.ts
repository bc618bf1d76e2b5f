import { afterAll, describe, expect, test } from 'vitest'
import { testServer } from '../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

/** Scripts, styles and pictures that a page loads. */
function assetsOf(html: string, base: string): string[] {
  return [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, reference = '']) => new URL(reference, base).href)
}

describe.each(['/api/docs', '/api/redoc'])('%s', (url) => {
  test('200: is a page whose every asset is served by us', async () => {
    const response = await server.request('GET', url)
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toMatch(/^text\/html/)
    const assets = assetsOf(response.body, `http://api.test${url}/`)
    expect(assets.filter((asset) => asset.endsWith('.js')).length).toBeGreaterThan(0)
    for (const asset of assets) {
      const { origin, pathname } = new URL(asset)
      expect(origin).toBe('http://api.test')
      expect((await server.app.inject(pathname)).statusCode, asset).toBe(200)
    }
  })

  test("200: has no inline script, under a policy that begins with default-src 'self'", async () => {
    const response = await server.request('GET', url)
    const policy = String(response.headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'self'/)
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\*|https?:/)
    expect(response.body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|javascript:/i)
    expect(response.headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' })
  })
})

describe('/api/docs/json', () => {
  test('200: is OpenAPI 3.1 with the address of this server and both ways to sign in', async () => {
    const { openapi, servers, components, paths } = (await server.request('GET', '/api/docs/json')).json()
    expect(openapi).toBe('3.1.0')
    expect(servers).toEqual([{ url: 'http://localhost:8000' }])
    expect(Object.keys(components.securitySchemes)).toEqual(['cookie', 'bearer'])
    expect(Object.keys(paths).filter((path) => path.startsWith('/api/docs') || path.startsWith('/api/redoc'))).toEqual(
      [],
    )
  })

  test('200: keeps nothing about where the code lies', async () => {
    const { body } = await server.request('GET', '/api/docs/json')
    expect(body).not.toMatch(/node_modules|file:|\/src\//)
  })
})
