import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { promisify } from 'node:util'
import { isInstalled } from '@better-and-bliss/process/testing'
import { createClient } from '@redis/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { rateLimiterContract } from '../../ports/rate-limiter.contract-test.ts'
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'
import { type RedisServer, startRedis } from '../../testing/redis-server.ts'
import { until } from '../../testing/until.ts'
import { memoryRateLimiter } from '../memory/rate-limiter/rate-limiter.ts'
import { redisRateLimiter } from './rate-limiter.ts'

/** Machines that run tests are busy. */
const PATIENT = { connect: 2_000, answer: 10_000, ping: 50, silence: 10_000, retry: 50 }
const TWICE: RateLimit = { points: 2, durationSeconds: 3_600 }

function open(url: string, patience = PATIENT) {
  const said: string[] = []
  const say = (_fields: object, words: string) => void said.push(words)
  const log = { info: say, warn: say, error: say }
  const limiter = redisRateLimiter({ url, insurance: memoryRateLimiter(), log, patience })
  onTestFinished(() => limiter[Symbol.asyncDispose]())
  return { limiter, said }
}

/** Waits until it counts in Redis. */
async function connected(limiter: RateLimiter): Promise<RateLimiter> {
  await until(async () => (await limiter.trouble?.()) === null)
  return limiter
}

const allowedOf = async (uses: Promise<{ allowed: boolean }>[]) =>
  (await Promise.all(uses)).map(({ allowed }) => allowed)

describe.skipIf(!isInstalled('redis-server'))('with a Redis', () => {
  let redis: RedisServer
  let admin: ReturnType<typeof createClient>

  beforeAll(async () => {
    redis = await startRedis()
    admin = createClient({ url: redis.url })
    await admin.connect()
  })
  afterAll(async () => {
    admin.destroy()
    await redis[Symbol.asyncDispose]()
  })

  /** Time passes for keys when less of their life is left. */
  async function pass(ms: number): Promise<void> {
    for (const key of await admin.keys('*')) await admin.pExpire(key, Math.max(0, (await admin.pTTL(key)) - ms))
  }

  rateLimiterContract('Redis', async () => {
    await admin.flushAll()
    return { limiter: await connected(open(redis.url).limiter), pass }
  })

  test('processes that count at once allow together what one would', async () => {
    const script = `
      import { redisRateLimiter } from '${import.meta.resolve('./rate-limiter.ts')}'
      import { memoryRateLimiter } from '${import.meta.resolve('../memory/rate-limiter/rate-limiter.ts')}'
      const log = { info() {}, warn() {}, error() {} }
      const limiter = redisRateLimiter({ url: '${redis.url}', insurance: memoryRateLimiter(), log })
      while (await limiter.trouble() !== null) await new Promise(setImmediate)
      const uses = Array.from({ length: 200 }, () => limiter.consume('flood', { points: 100, durationSeconds: 3600 }))
      console.log((await Promise.all(uses)).filter(({ allowed }) => allowed).length)
      await limiter[Symbol.asyncDispose]()`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
    const counts = (await Promise.all([run(), run(), run()])).map(({ stdout }) => Number(stdout))
    expect(counts.reduce((sum, count) => sum + count)).toBe(100)
  })

  test('what it keeps goes by itself, under names that say whose it is', async () => {
    await admin.flushAll()
    const limiter = await connected(open(redis.url).limiter)
    await limiter.consume('api 203.0.113.7', TWICE)
    await limiter.restore('api 203.0.113.8', TWICE)
    const keys = (await admin.keys('*')).filter((key) => !key.endsWith('readiness'))
    expect(keys).toEqual(['better-and-bliss:limit:2/3600:api 203.0.113.7'])
    expect(await admin.ttl(keys[0] ?? '')).toBeGreaterThan(3_500)
  })

  test('when it is killed, limits hold at once; when it is back, it counts again by itself', async () => {
    await using mortal = await startRedis()
    const { limiter, said } = open(mortal.url)
    await connected(limiter)
    const use = () => limiter.consume('ada', TWICE)
    await use()
    const underway = use()
    await mortal.kill()
    expect((await underway).allowed).toBe(true)
    expect(await allowedOf([use(), use(), use(), use()])).toContain(false)
    expect((await use()).allowed).toBe(false)
    expect(await limiter.trouble?.()).toBe('Redis does not answer')
    await mortal.startAgain()
    await connected(limiter)
    expect(await allowedOf([use(), use(), use()])).toEqual([true, true, false])
    expect(said).toEqual([
      'Redis does not answer: each process counts requests by itself meanwhile',
      'Redis counts requests again',
    ])
  })

  test('when it hangs, one use waits for it, and the next do not; when it goes on, it counts again', async () => {
    await using frozen = await startRedis()
    const { limiter } = open(frozen.url, { ...PATIENT, answer: 300 })
    await connected(limiter)
    const use = () => limiter.consume('ada', TWICE)
    frozen.pause()
    const [first, second] = await Promise.all([use(), use()])
    expect([first.allowed, second.allowed]).toEqual([true, true])
    const startMs = performance.now()
    for (let time = 0; time < 100; time += 1) expect((await use()).allowed).toBe(false)
    expect(performance.now() - startMs).toBeLessThan(50 * 300)
    frozen.resume()
    await connected(limiter)
    // What was sent before it hung was counted there as well.
    expect(await limiter.consume('grace', TWICE)).toMatchObject({ allowed: true, used: 1 })
  })

  test('a connection on which nothing comes any more is opened anew', async () => {
    await using frozen = await startRedis()
    const { limiter, said } = open(frozen.url, { ...PATIENT, answer: 100, silence: 200 })
    await connected(limiter)
    frozen.pause()
    await until(() => said.length > 0)
    frozen.resume()
    await connected(limiter)
  })

  test('when its memory is full, limits hold, and the reason is told', async () => {
    await using full = await startRedis(['--maxmemory', '1', '--maxmemory-policy', 'noeviction'])
    const { limiter, said } = open(full.url)
    await until(() => said.length > 0 || limiter.trouble?.().then(() => false))
    const use = () => limiter.consume('ada', TWICE)
    expect(await allowedOf([use(), use(), use()])).toEqual([true, true, false])
    expect(await limiter.trouble?.()).toBe('Redis has no memory left')
    const operator = createClient({ url: full.url })
    await operator.connect()
    await operator.configSet('maxmemory', '0')
    operator.destroy()
    await connected(limiter)
    expect(await use()).toMatchObject({ allowed: true, used: 1 })
  })

  test.each([
    ['redis://127.0.0.1', 'Redis wants a password, and REDIS_URL has none'],
    ['redis://:wrong@127.0.0.1', 'Redis refuses the user or password of REDIS_URL'],
    ['redis://nobody:secret@127.0.0.1', 'Redis refuses the user or password of REDIS_URL'],
  ])('%s, where it wants another password: limits hold, and the reason is told without it', async (url, words) => {
    await using locked = await startRedis(['--requirepass', 'secret'])
    const { limiter, said } = open(`${url}:${new URL(locked.url).port}`)
    await until(async () => (await limiter.trouble?.()) === words)
    const use = () => limiter.consume('ada', TWICE)
    expect(await allowedOf([use(), use(), use()])).toEqual([true, true, false])
    expect(said).toEqual([`${words}: each process counts requests by itself meanwhile`])
    await connected(open(`redis://:secret@127.0.0.1:${new URL(locked.url).port}`).limiter)
  })
})

test('where there is none, limits hold from the first use on', async () => {
  const { limiter } = open('redis://127.0.0.1:1')
  const use = () => limiter.consume('ada', TWICE)
  expect(await allowedOf([use(), use(), use()])).toEqual([true, true, false])
  expect(await limiter.trouble?.()).toBe('Redis does not answer')
})

test('rediss:// speaks TLS before anything else', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  open(`rediss://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [socket] = await once(server, 'connection')
  const [bytes] = await once(socket, 'data')
  const HANDSHAKE = 22
  expect((bytes as Buffer)[0]).toBe(HANDSHAKE)
  socket.destroy()
})
