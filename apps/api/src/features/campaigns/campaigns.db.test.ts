import { afterAll, describe, expect, test } from 'vitest'
import { mailsTo } from '../../testing/mails.ts'
import { signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { subscriber } from './testing/subscribers.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server
const admin = await signUpAs(server, 'premium', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')

const ADMIN = 'premium.admin@example.com'
const NOBODYS = '0b7c1e5e-5d0b-4c3e-9a53-0d6a4c1f2b3e'
const CAMPAIGNS = '/api/studio/campaigns'
const DRAFT = {
  subject: 'Three new sleep stories',
  preview: 'And one breath.',
  blocks: [
    { kind: 'text', markdown: '# Dear reader\n\nthis month **three** came, see [them](/browse).' },
    { kind: 'button', label: 'Begin', url: 'https://example.org/begin' },
  ],
  audience: { topics: [], tiers: [], active_within_days: null },
  counts_clicks: false,
}

const [content] = await db.query<{ id: string }>(
  '',
  `insert into content (title, slug, content_type, status, duration_seconds, description)
   values ('Night sea', 'night-sea', 'audio', 'published', 600, 'Waves.') returning id`,
)
const [series] = await db.query<{ id: string }>(
  '',
  `insert into content_series (title, slug) values ('Nights', 'nights') returning id`,
)
await db.query('', 'update content set series_id = $1', [series?.id])

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const ask = (method: Method, path: string, body?: object, cookies = admin) =>
  server.request(method, `${CAMPAIGNS}${path}`, { cookies, ...(body && { body }) })
const create = async (change: object = {}) => (await ask('POST', '', { ...DRAFT, ...change })).json().id as string
const stateOf = async (id: string) => (await ask('GET', `/${id}`)).json().state
const setState = (id: string, state: string) =>
  db.query('', 'update campaigns set state = $2 where id = $1', [id, state])
const startedAs = async (state: string, change: object = {}) => {
  const id = await create(change)
  await ask('POST', `/${id}/start`, {})
  await setState(id, state)
  return id
}

/** What every route of a campaign answers to strangers, to others of the studio, and about what is not there. */
function refusals(method: Method, path: string, body?: object) {
  test('401: without a session', async () => {
    expect((await ask(method, path.replace('ID', NOBODYS), body, '')).statusCode).toBe(401)
  })
  test('403: for whoever does not manage the newsletter', async () => {
    expect((await ask(method, path.replace('ID', NOBODYS), body, creator)).statusCode).toBe(403)
  })
  if (!path.includes('ID')) return
  test('400: an id that is none', async () => {
    expect((await ask(method, path.replace('ID', 'x'), body)).statusCode).toBe(400)
  })
  test('404: a campaign that is not there', async () => {
    expect((await ask(method, path.replace('ID', NOBODYS), body)).statusCode).toBe(404)
  })
}

describe('GET /api/studio/campaigns', () => {
  refusals('GET', '')
  test('200: newest first', async () => {
    const first = await create()
    clock.advance(1_000)
    const second = await create()
    const { campaigns, total } = (await ask('GET', '?limit=2')).json()
    expect(campaigns.map(({ id }: { id: string }) => id)).toEqual([second, first])
    expect(total).toBeGreaterThanOrEqual(2)
  })
  test('422: a page that is none', async () => {
    expect((await ask('GET', '?limit=0')).statusCode).toBe(422)
  })
})

describe('POST /api/studio/campaigns', () => {
  refusals('POST', '', DRAFT)
  test('200: keeps a draft as it was written', async () => {
    const answer = await ask('POST', '', DRAFT)
    expect(answer.json()).toMatchObject({ ...DRAFT, state: 'draft', starts_at: null, ended_at: null })
  })
  test.each([
    ['no subject', { subject: ' ' }],
    ['a button that runs something', { blocks: [{ kind: 'button', label: 'x', url: 'javascript:alert(1)' }] }],
    ['a part that nobody knows', { blocks: [{ kind: 'picture' }] }],
    ['a topic that nobody knows', { audience: { topics: ['war'] } }],
  ])('422: %s', async (_, change) => {
    expect((await ask('POST', '', { ...DRAFT, ...change })).statusCode).toBe(422)
  })
})

describe('GET /api/studio/campaigns/{id}', () => {
  refusals('GET', '/ID')
  test('200: what it says, and how far it is', async () => {
    expect((await ask('GET', `/${await create()}`)).json()).toMatchObject({ ...DRAFT, state: 'draft' })
  })
})

describe('PUT /api/studio/campaigns/{id}', () => {
  const change = async (id: string, part: object) => {
    const { updated_at } = (await ask('GET', `/${id}`)).json()
    return ask('PUT', `/${id}`, { ...DRAFT, updated_at, ...part })
  }
  refusals('PUT', '/ID', { ...DRAFT, updated_at: new Date(0).toISOString() })
  test('200: takes the place of what was written before', async () => {
    const id = await create()
    expect((await change(id, { subject: 'Four' })).json()).toMatchObject({ id, subject: 'Four' })
  })
  test('409: what somebody else wrote meanwhile is not written over', async () => {
    const id = await create()
    const { updated_at } = (await ask('GET', `/${id}`)).json()
    await change(id, { subject: 'Theirs' })
    expect((await change(id, { subject: 'Yours', updated_at })).json().code).toBe('edit_conflict')
    expect((await ask('GET', `/${id}`)).json().subject).toBe('Theirs')
    expect((await change(id, { subject: 'Both' })).json().subject).toBe('Both')
  })
  test('409: what was started is not changed', async () => {
    expect((await change(await startedAs('sending'), {})).json().code).toBe('already_started')
  })
  test('422: nothing', async () => {
    expect((await ask('PUT', `/${await create()}`, {})).statusCode).toBe(422)
  })
})

describe('DELETE /api/studio/campaigns/{id}', () => {
  refusals('DELETE', '/ID')
  test('200: a draft goes', async () => {
    const id = await create()
    expect((await ask('DELETE', `/${id}`)).statusCode).toBe(200)
    expect((await ask('GET', `/${id}`)).statusCode).toBe(404)
  })
  test('409: what was sent stays', async () => {
    expect((await ask('DELETE', `/${await startedAs('sent')}`)).statusCode).toBe(409)
  })
})

describe('POST /api/studio/campaigns/preview', () => {
  refusals('POST', '/preview', DRAFT)
  test('200: both parts say the same; items and series are named; nothing runs and nothing is fetched', async () => {
    const blocks = [
      ...DRAFT.blocks,
      { kind: 'text', markdown: '- <script>x</script>\n- ![a](https://e.org/a.png)\n- [y](javascript:alert(1))' },
      { kind: 'item', content_id: content?.id },
      { kind: 'series', series_id: series?.id },
    ]
    const { subject, html, text } = (await ask('POST', '/preview', { ...DRAFT, blocks })).json()
    expect(subject).toBe(DRAFT.subject)
    for (const part of [html, text]) {
      expect(part).toContain(`http://localhost:5173/content/${content?.id}?from=newsletter`)
      expect(part).toMatch(/series=nights/)
      for (const words of ['Dear reader', 'Night sea', 'Audio · 10 min', '1 part', 'Begin', 'Unsubscribe'])
        expect(part).toContain(words)
    }
    expect(html).not.toMatch(/<script|<img|href="javascript/)
    expect(html).toContain('&lt;script&gt;')
    expect(text).toMatch(/see them\s\(http:\/\/localhost:5173\/browse\?from=newsletter\)\./)
  })
  test('422: an item that is not published', async () => {
    const blocks = [{ kind: 'item', content_id: NOBODYS }]
    const answer = await ask('POST', '/preview', { ...DRAFT, blocks })
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ loc: ['body', 'blocks', '0'] }] })
  })
})

describe('POST /api/studio/campaigns/audience', () => {
  refusals('POST', '/audience', {})
  test('200: those who confirmed, and of them those who were chosen', async () => {
    const size = async (audience: object) => (await ask('POST', '/audience', audience)).json().subscribers
    const before = await size({})
    await subscriber(db, ADMIN, { topics: ['practice'] })
    await subscriber(db, 'stranger@example.com')
    await subscriber(db, 'waits@example.com', { status: 'pending' })
    expect(await size({})).toBe(before + 2)
    expect(await size({ topics: ['practice'] })).toBe(1)
    expect(await size({ tiers: ['premium'] })).toBe(1)
    expect(await size({ tiers: ['stranger'] })).toBe(1)
    expect(await size({ active_within_days: 30 })).toBe(1)
    await db.query('', `update users set last_login = last_login - interval '31 days' where email = $1`, [ADMIN])
    expect(await size({ active_within_days: 30 })).toBe(0)
  })
  test('422: days that are none', async () => {
    expect((await ask('POST', '/audience', { active_within_days: 0 })).statusCode).toBe(422)
  })
})

describe('POST /api/studio/campaigns/{id}/test', () => {
  refusals('POST', '/ID/test')
  test('200: one mail to whoever asks, and to nobody else', async () => {
    const before = await mailsTo(server, ADMIN)
    expect((await ask('POST', `/${await create()}/test`)).statusCode).toBe(200)
    const mails = (await mailsTo(server, ADMIN)).slice(before.length)
    expect(mails).toMatchObject([{ kind: 'campaign_test', letter: { subject: DRAFT.subject } }])
    expect(await db.query('', `select 1 from mails where kind = 'campaign'`)).toEqual([])
  })
  test('422: a part that names nothing', async () => {
    const id = await create({ blocks: [{ kind: 'series', series_id: NOBODYS }] })
    expect((await ask('POST', `/${id}/test`)).statusCode).toBe(422)
  })
})

describe('POST /api/studio/campaigns/{id}/start', () => {
  refusals('POST', '/ID/start', {})
  test('200: at a time', async () => {
    const startsAt = new Date(clock.nowMs() + 3_600_000).toISOString()
    const answer = await ask('POST', `/${await create()}/start`, { starts_at: startsAt })
    expect(answer.json()).toMatchObject({ state: 'scheduled', starts_at: startsAt })
  })
  test('200: counts how often a link is followed, however long it is', async () => {
    const url = `https://example.org/${'x'.repeat(9_000)}`
    const id = await startedAs('sent', { blocks: [{ kind: 'text', markdown: url }], counts_clicks: true })
    expect((await ask('GET', `/${id}/report`)).json().links).toEqual([{ url, clicks: 0 }])
  })
  test('409: a second time', async () => {
    const id = await startedAs('scheduled')
    expect((await ask('POST', `/${id}/start`, {})).statusCode).toBe(409)
  })
  test.each([
    ['nothing was written', { blocks: [] }, {}],
    ['a part names nothing', { blocks: [{ kind: 'item', content_id: NOBODYS }] }, {}],
    ['in two years', {}, { starts_at: '2099-01-01T00:00:00Z' }],
  ])('422: %s', async (_, change, body) => {
    const id = await create(change)
    expect((await ask('POST', `/${id}/start`, body)).statusCode).toBe(422)
    expect(await stateOf(id)).toBe('draft')
  })
})

function changesState(path: string, from: string, to: string) {
  refusals('POST', `/ID/${path}`)
  test(`200: what is ${from} is ${to}, and stays so when it is asked again`, async () => {
    const id = await startedAs(from)
    for (let time = 0; time < 2; time += 1) expect((await ask('POST', `/${id}/${path}`)).json().state).toBe(to)
  })
  test('409: what was sent', async () => {
    expect((await ask('POST', `/${await startedAs('sent')}/${path}`)).json().code).toBe('not_under_way')
  })
}

describe('POST /api/studio/campaigns/{id}/take-back', () => changesState('take-back', 'scheduled', 'draft'))
describe('POST /api/studio/campaigns/{id}/pause', () => changesState('pause', 'sending', 'paused'))
describe('POST /api/studio/campaigns/{id}/resume', () => changesState('resume', 'paused', 'sending'))

describe('GET /api/studio/campaigns/{id}/report', () => {
  refusals('GET', '/ID/report')
  test('200: nothing of a draft', async () => {
    const figures = {
      queued: 0,
      sent: 0,
      failed: 0,
      uncertain: 0,
      dropped: 0,
      bounced: 0,
      complained: 0,
      unsubscribed: 0,
    }
    expect((await ask('GET', `/${await create()}/report`)).json()).toEqual({ state: 'draft', ...figures, links: null })
  })
})

describe('POST /api/studio/campaigns/{id}/send-again', () => {
  refusals('POST', '/ID/send-again')
  test('200: nothing is in doubt', async () => {
    expect((await ask('POST', `/${await startedAs('sent')}/send-again`)).json()).toEqual({ queued: 0 })
  })
})

describe('GET /api/newsletter/links/{id}', () => {
  const follow = (id: string) => server.request('GET', `/api/newsletter/links/${id}`)
  test('302: leads on and is counted, where the owner wants it', async () => {
    const id = await startedAs('sent', { counts_clicks: true })
    const [row] = await db.query<{ id: string; text: string }>(
      '',
      `select l.id, c.letter::text as text from campaign_links l join campaigns c on c.id = campaign_id where campaign_id = $1 and l.url like '%begin'`,
      [id],
    )
    expect(row?.text).toContain(`/api/newsletter/links/${row?.id}`)
    expect(row?.text).not.toContain('https://example.org/begin')
    const response = await follow(row?.id ?? '')
    expect([response.statusCode, response.headers.location]).toEqual([302, 'https://example.org/begin'])
    const { links } = (await ask('GET', `/${id}/report`)).json()
    expect(links).toEqual([
      { url: 'https://example.org/begin', clicks: 1 },
      { url: 'http://localhost:5173/browse?from=newsletter', clicks: 0 },
    ])
  })
  test('400: an id that is none', async () => {
    expect((await follow('x')).statusCode).toBe(400)
  })
  test('404: a link that nobody made', async () => {
    expect((await follow(NOBODYS)).statusCode).toBe(404)
  })
})
