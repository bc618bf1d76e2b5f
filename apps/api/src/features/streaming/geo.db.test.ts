import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const SECRET = 'an origin secret of 33 characters'
const behindCloudfront = { VIEWER_COUNTRY: 'cloudfront', CLOUDFRONT_ORIGIN_SECRET: SECRET }
const server = await testServer({
  ...behindCloudfront,
  ENABLE_GEO_RESTRICTION: 'true',
  ALLOWED_COUNTRIES: 'CH, DE, AT',
})
afterAll(() => server[Symbol.asyncDispose]())

const item = await publish(server, { title: 'Ocean' })
const dear = await publish(server, { title: 'Mountain', tier: 'premium' })
const cookies = await signUp(server, 'ada@example.com')

async function stream(country: string | null, { id = item, secret = SECRET } = {}) {
  await letStreamsLapse(server.db)
  const headers = { 'x-origin-verify': secret, ...(country && { 'cloudfront-viewer-country': country }) }
  const response = await server.request('GET', `/api/streaming/content/${id}/stream`, { cookies, headers })
  return { status: response.statusCode, ...response.json<{ code?: string; detail?: string }>() }
}

const restrict = (countries: string) =>
  server.db.query('', 'update content set countries = $2 where id = $1', [item, countries])

describe('GET /api/streaming/content/{content_id}/stream, where countries matter', () => {
  test('200 in a country of the list', async () => {
    expect((await stream('CH')).status).toBe(200)
  })

  test('403 in another one, before anything is said of tiers', async () => {
    const refusal = {
      status: 403,
      code: 'not_in_country',
      detail: expect.stringContaining('the country that you are in'),
    }
    expect(await stream('US')).toMatchObject(refusal)
    expect(await stream('US', { id: dear })).toMatchObject(refusal)
    expect(await stream('CH', { id: dear })).toMatchObject({ status: 403, code: 'upgrade_required' })
  })

  test.each([
    ['nobody says one', null, SECRET],
    ['somebody says one who is not CloudFront', 'CH', 'a guess of the origin secret, as long'],
  ])('403 where the country is not known: %s', async (_, country, secret) => {
    const unknown = { status: 403, code: 'not_in_country', detail: expect.stringContaining('VPN') }
    expect(await stream(country, { secret })).toMatchObject(unknown)
  })

  test('edges are told where, so that one with other settings notices', async () => {
    const authorization = `Bearer ${revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)}`
    const page = await server.request('GET', '/api/streaming/revocations', { headers: { authorization } })
    expect(page.json().allowed_countries).toBe('aATCHDE')
  })

  test("an item's own list counts beside it, from when it is written", async () => {
    await restrict('dCHUS')
    await until(async () => (await stream('CH')).status === 403)
    expect((await stream('DE')).status).toBe(200)
    expect((await stream('US')).status).toBe(403)
    await restrict('aATFR')
    await until(async () => (await stream('AT')).status === 200)
    expect((await stream('FR')).status).toBe(403)
    await restrict('')
    await until(async () => (await stream('CH')).status === 200)
  })
})

test('where countries do not matter, lists of items change nothing', async () => {
  await using open = await testServer(behindCloudfront)
  const id = await publish(open, { title: 'Ocean' })
  await open.db.query('', `update content set countries = 'aCH' where id = $1`, [id])
  const member = await signUp(open, 'ada@example.com')
  expect((await open.request('GET', `/api/streaming/content/${id}/stream`, { cookies: member })).statusCode).toBe(200)
})

test('the edges are told of a draft that is published with a list, and of whatever changes it', async () => {
  const id = await insertContent(server.db, { title: 'Glacier', status: 'draft' })
  const fact = async () => (await server.parts.streaming.feed.page(undefined)).revocations.find((one) => one.id === id)
  const set = (change: string) => server.db.query('', `update content set ${change} where id = $1`, [id])
  await set(`countries = 'aCH'`)
  await set(`status = 'published'`)
  expect(await fact()).toMatchObject({ kind: 'item', ended: false, countries: 'aCH', until: 9_999_999_999 })
  await set(`countries = ''`)
  expect(await fact()).toMatchObject({ kind: 'item', ended: false, countries: '' })
  await set(`countries = 'dUS'`)
  await server.db.query('', 'delete from content where id = $1', [id])
  expect(await fact()).toMatchObject({ kind: 'item', ended: true, countries: '' })
})
