import type { RequestListener } from 'node:http'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { Secret } from '@better-and-bliss/settings'
import { afterAll, describe, test } from 'vitest'
import { certificateFor, expiredCertificateFor } from '../../testing/certificate.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { apiCheck, webAppCheck } from './addresses.ts'
import { edgeCheck } from './edge.ts'
import { expectFinding, expectFit } from './testing/outcomes.ts'
import { silentAddress, webServer } from './testing/web-server.ts'

const DAY_MS = 86_400_000
const PAGES = 'https://studio.example.org'
const environment = 'production' as const
const nowMs = Date.now

/** What the API answers, or something in front of it. */
const api =
  (headers: Record<string, string>): RequestListener =>
  (request, response) => {
    const isOurs = request.headers.origin === PAGES
    const allowed = isOurs ? { 'access-control-allow-origin': PAGES, 'access-control-allow-credentials': 'true' } : {}
    response.writeHead(200, { ...allowed, ...headers }).end('{"status":"healthy"}')
  }
const apiAt = (backendUrl: string) => apiCheck({ backendUrl, frontendUrl: PAGES, environment, nowMs })

describe('the API', () => {
  test('that lets our pages in, and no others, fits', async () => {
    await using server = await webServer(api({}))
    await expectFit(apiAt(server.url), /may use it \(CORS\), and no others/)
  })

  test('that is open to every page, to none of ours, or is no API, is told', async () => {
    await using open = await webServer(api({ 'access-control-allow-origin': '*' }))
    await expectFinding(apiAt(open.url), 'wrong', /Pages of any origin/)
    await using closed = await webServer((_, response) => void response.end('{"status":"healthy"}'))
    await expectFinding(apiAt(closed.url), 'wrong', /may not use the API/)
    await using another = await webServer((_, response) => void response.writeHead(404).end())
    await expectFinding(apiAt(another.url), 'wrong', /answers 404, and not as the API/)
    await expectFinding(apiAt(await silentAddress()), 'wrong', /is not reached from here: .*ECONNREFUSED/)
  })
})

describe('the web app', () => {
  test('has to answer', async () => {
    await using broken = await webServer((_, response) => void response.writeHead(502).end())
    const check = (frontendUrl: string) => webAppCheck({ backendUrl: PAGES, frontendUrl, environment, nowMs })
    await expectFinding(check(broken.url), 'wrong', /answers 502/)
    await expectFinding(check(await silentAddress()), 'wrong', /is not reached/)
  })
})

const certificate = certificateFor('localhost')
const expired = expiredCertificateFor('localhost')
describe.skipIf(!certificate)('HTTPS', () => {
  const trusted = getCACertificates('default')
  afterAll(() => setDefaultCACertificates(trusted))
  const at = (backendUrl: string, days = 0) =>
    apiCheck({ backendUrl, frontendUrl: PAGES, environment, nowMs: () => Date.now() + days * DAY_MS })

  test('a certificate that nobody vouches for, that ends soon, or has ended, is told', async () => {
    await using server = await webServer(api({}), certificate)
    await expectFinding(at(server.url), 'wrong', /is not reached from here: self-signed certificate/)
    setDefaultCACertificates([...trusted, certificate?.cert ?? ''])
    await expectFinding(at(server.url), 'advice', /ends in 1 days/)
    await expectFinding(at(server.url, 3), 'wrong', /has expired/)
  })

  test('a certificate that ended years ago is told, of pages and edge, too', async () => {
    setDefaultCACertificates([...trusted, expired?.cert ?? ''])
    await using server = await webServer(api({}), expired)
    await expectFinding(at(server.url), 'wrong', /is not reached from here: certificate has expired/)
    const pages = webAppCheck({ backendUrl: PAGES, frontendUrl: server.url, environment, nowMs })
    await expectFinding(pages, 'wrong', /certificate has expired/)
  })

  test('a proxy that takes Strict-Transport-Security away is told', async () => {
    setDefaultCACertificates([...trusted, certificate?.cert ?? ''])
    await using bare = await webServer(api({}), certificate)
    await expectFinding(at(bare.url), 'advice', /Strict-Transport-Security/)
    await using whole = await webServer(api({ 'strict-transport-security': 'max-age=31536000' }), certificate)
    await expectFit(at(whole.url, -30), /HTTPS alone/)
  })
})

describe('the edge', () => {
  const keys = { current: TEST_KEYS.STREAMING_SECRET_KEY }
  const edgeAt = (edgeUrl: string, checkTokens = true) =>
    edgeCheck({ edgeUrl, checkTokens, nowMs, streamKeys: new Secret(keys) })
  const answering = (status: (isSigned: boolean) => number, text = 'Invalid security token'): RequestListener => {
    return (request, response) => {
      response.writeHead(status(/[?&]h=/.test(request.url ?? '')), { 'content-type': 'text/plain' }).end(text)
    }
  }

  test('that opens what has no token is told', async () => {
    await using open = await webServer(answering(() => 404))
    await expectFinding(edgeAt(open.url), 'wrong', /does not refuse what it should \(without a token 404/)
    await expectFinding(edgeAt(open.url, false), 'advice', /open to everybody/)
  })

  test('that refuses what we signed, or answers as a bucket does, is told', async () => {
    await using stranger = await webServer(answering(() => 403))
    await expectFinding(edgeAt(stranger.url), 'wrong', /does not know our signature/)
    await using bucket = await webServer(answering(() => 403, '<Error><Code>AccessDenied</Code></Error>'))
    await expectFinding(edgeAt(bucket.url), 'advice', /404 was expected/)
    await expectFinding(edgeAt(await silentAddress()), 'wrong', /is not reached from here/)
  })
})
