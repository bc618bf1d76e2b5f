import {
  AS_OF_KEY,
  type Grant,
  isItemClosed,
  isStreamEnded,
  itemEntryKey,
  memberEntryKey,
  parseSettings,
  SETTINGS_KEY,
} from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test } from 'vitest'
import { cloudfrontKeyValueStore } from '../../../adapters/aws/key-value-store/cloudfront-key-value-store.ts'
import { ARN, KEYS, storeCounterpart } from '../../../adapters/aws/key-value-store/testing/store-counterpart.ts'
import { systemRandom } from '../../../compose/machine.ts'
import { listenForChanges } from '../../../db/changes.ts'
import { publish } from '../../../testing/catalogue-rows.ts'
import { setStanding, signUp } from '../../../testing/members.ts'
import { testClock } from '../../../testing/test-clock.ts'
import { TEST_KEYS } from '../../../testing/test-keys.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { revocationFeed } from '../revocation-feed.ts'
import { followRevocations } from './follow.ts'
import { selectEdgeStore } from './queries.ts'
import { edgeStoreSync } from './sync.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '6000' })
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server

const keys = { current: TEST_KEYS.STREAMING_SECRET_KEY }
const lives = { videoUrlSeconds: 7_200, audioUrlSeconds: 7_200, pictureUrlSeconds: 86_400 }
const SETTINGS = {
  keys,
  maxTtlSeconds: { stream: 7_200, pictures: 90_000 },
  maxAgeSeconds: 300,
  webOrigin: 'https://studio.example',
  allowedCountries: null,
}
const { signal } = new AbortController()
const outage = { status: 500, error: 'InternalServerException', message: 'Try later' }

/** The store, and a worker's clock: members and the database keep the real time. */
async function open() {
  const counterpart = await storeCounterpart()
  return Object.assign(counterpart, { clock: testClock(Date.now()) })
}

type Counterpart = Awaited<ReturnType<typeof open>>
const nowText = ({ clock }: Counterpart) => `${Math.floor(clock.nowMs() / 1000)}`
const syncTo = ({ endpoint, clock }: Counterpart) => {
  const limits = { connectMs: 1_000, answerMs: 2_000, attempts: 1 }
  const store = cloudfrontKeyValueStore({ arn: ARN, credentials: KEYS, endpoint, limits })
  return edgeStoreSync({ feed: revocationFeed({ db, lives }), store, settings: SETTINGS, clock })
}

async function player(email: string) {
  const cookies = await signUp(server, email)
  const item = await publish(server, { title: email })
  const { id } = (await server.request('GET', '/auth/me', { cookies })).json()
  const answer = (await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })).json()
  const query = new URL(answer.hls_master).search.slice(1)
  const grant = openStreamToken({ contentId: item, query }, keys) as Grant
  return { email, cookies, item, id: id as string, grant }
}

const isRefused = ({ entries }: Counterpart, { id, item, grant }: Awaited<ReturnType<typeof player>>) => {
  const [ofItem, ofMember] = [entries.get(itemEntryKey(item)), entries.get(memberEntryKey(id))]
  if (ofItem !== undefined && isItemClosed(ofItem, grant)) return true
  return ofMember !== undefined && isStreamEnded(ofMember, grant, item)
}

describe('the store at the edge', () => {
  test('holds what an edge needs to know: its settings, what was ended, and as of when', async () => {
    await using counterpart = await open()
    const [playing, leaving, suspended, withdrawn] = await Promise.all(
      ['playing', 'leaving', 'suspended', 'withdrawn'].map((name) => player(`${name}@example.com`)),
    )
    const all = [playing, leaving, suspended, withdrawn] as Awaited<ReturnType<typeof player>>[]
    const sync = syncTo(counterpart)
    await sync.round(signal)
    expect(parseSettings(counterpart.entries.get(SETTINGS_KEY) ?? '')).toEqual(SETTINGS)
    expect(counterpart.entries.get(AS_OF_KEY)).toBe(nowText(counterpart))
    expect(all.map((one) => isRefused(counterpart, one))).toEqual([false, false, false, false])
    await server.request('POST', '/auth/logout', { cookies: leaving?.cookies ?? '' })
    await setStanding(db, 'suspended@example.com', { status: 'suspended' })
    await db.query('', `update content set status = 'draft' where id = $1`, [withdrawn?.item])
    await sync.round(signal)
    expect(all.map((one) => isRefused(counterpart, one))).toEqual([false, true, true, true])
  })

  test('is written when there is something new, or before it grows too old, and read once', async () => {
    await using counterpart = await open()
    const sync = syncTo(counterpart)
    await sync.round(signal)
    counterpart.calls.length = 0
    for (let round = 0; round < 5; round += 1) {
      await sync.round(signal)
      counterpart.clock.advance(20_000)
    }
    expect(counterpart.calls).toEqual([])
    await sync.round(signal)
    expect(counterpart.calls).toEqual(['POST keys'])
    expect(counterpart.entries.get(AS_OF_KEY)).toBe(nowText(counterpart))
  })

  test('forgets what no living token can be refused for', async () => {
    await using counterpart = await open()
    const { id, cookies } = await player('gone@example.com')
    await server.request('POST', '/auth/logout', { cookies })
    const sync = syncTo(counterpart)
    await sync.round(signal)
    expect(counterpart.entries.has(memberEntryKey(id))).toBe(true)
    counterpart.clock.advance((7_200 + 600 + 60) * 1000)
    await sync.round(signal)
    expect(counterpart.entries.has(memberEntryKey(id))).toBe(false)
  })

  test('is put right by a worker that starts, whatever happened to it: what is missing, what is too much, other keys', async () => {
    await using counterpart = await open()
    const ended = await player('restart@example.com')
    await server.request('POST', '/auth/logout', { cookies: ended.cookies })
    await syncTo(counterpart).round(signal)
    const { entries } = counterpart
    const before = new Map(entries)
    entries.delete(memberEntryKey(ended.id))
    entries.set('member/nobody', 'c')
    entries.set(SETTINGS_KEY, 'damaged')
    entries.set('theirs', 'kept')
    await syncTo(counterpart).round(signal)
    expect(new Map(entries)).toEqual(new Map([...before, ['theirs', 'kept']]))
  })

  test('that cannot be written stays as old as it is, and says all when it can be again', async () => {
    await using counterpart = await open()
    const leaving = await player('outage@example.com')
    const sync = syncTo(counterpart)
    await sync.round(signal)
    const asOf = counterpart.entries.get(AS_OF_KEY)
    await server.request('POST', '/auth/logout', { cookies: leaving.cookies })
    counterpart.clock.advance(150_000)
    counterpart.faults.push(outage)
    await expect(sync.round(signal)).rejects.toThrow('does not do it now')
    expect(counterpart.entries.get(AS_OF_KEY)).toBe(asOf)
    expect(isRefused(counterpart, leaving)).toBe(false)
    await sync.round(signal)
    expect(isRefused(counterpart, leaving)).toBe(true)
    expect(counterpart.entries.get(AS_OF_KEY)).toBe(nowText(counterpart))
  })

  test('takes no settings that do not fit into a value', async () => {
    await using counterpart = await open()
    const settings = { ...SETTINGS, keys: { current: 'k'.repeat(900), previous: 'p'.repeat(200) } }
    const store = cloudfrontKeyValueStore({ arn: ARN, credentials: KEYS, endpoint: counterpart.endpoint })
    const feed = revocationFeed({ db, lives })
    expect(() => edgeStoreSync({ feed, store, settings, clock: counterpart.clock })).toThrow(
      'STREAMING_SECRET_KEY is too long',
    )
  })
})

describe('a worker', () => {
  async function worker(counterpart: Counterpart, logged: string[] = []) {
    const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
    const log = { info: note, warn: note, error: note }
    const stack = new AsyncDisposableStack()
    const changes = stack.use(await listenForChanges(server.databaseUrl, log))
    stack.use(
      followRevocations({
        db,
        changes,
        sync: syncTo(counterpart),
        allowedCountries: 'aCH',
        clock: counterpart.clock,
        random: systemRandom,
        log,
      }),
    )
    return stack
  }

  test('tells the store as soon as something is ended', async () => {
    await using counterpart = await open()
    const suspended = await player('at-once@example.com')
    await using _ = await worker(counterpart)
    await until(() => counterpart.entries.has(AS_OF_KEY))
    await setStanding(db, suspended.email, { status: 'suspended' })
    await until(() => isRefused(counterpart, suspended))
  })

  test('writes alone; another goes on when it stops', async () => {
    await using first = await open()
    await using second = await open()
    const one = await worker(first)
    await until(() => first.entries.has(AS_OF_KEY))
    await using _ = await worker(second)
    const ended = await player('two-workers@example.com')
    await server.request('POST', '/auth/logout', { cookies: ended.cookies })
    await until(() => isRefused(first, ended))
    expect(second.calls).toEqual([])
    await one.disposeAsync()
    await until(() => isRefused(second, ended))
  })

  test('says why the store is not up to date, in the log and for /health/ready, until it is', async () => {
    await using counterpart = await open()
    const logged: string[] = []
    counterpart.faults.push(outage)
    await using _ = await worker(counterpart, logged)
    const trouble = 'The KeyValueStore does not do it now (InternalServerException): Try later'
    await until(() => logged.length > 0)
    expect(logged).toEqual([`The edges' store is not up to date {"reason":"${trouble}"}`])
    await until(() => logged.length > 1)
    expect(logged[1]).toBe("The edges' store is up to date again {}")
    await until(async () => (await selectEdgeStore(db))?.trouble === null)
    expect(await selectEdgeStore(db)).toEqual({
      asOfMs: counterpart.clock.nowMs() - (counterpart.clock.nowMs() % 1000),
      trouble: null,
      allowedCountries: 'aCH',
    })
  })
})
