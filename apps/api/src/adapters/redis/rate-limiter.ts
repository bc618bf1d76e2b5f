import { createClient } from '@redis/client'
import { RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible'
import type { Logger } from '../../ports/logger.ts'
import type { Consumption, RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'

interface Parts {
  /** `redis://` or `rediss://` (TLS), with user, password and number of the database where there are some. */
  url: string
  /** Counts while Redis does not. */
  insurance: RateLimiter
  log: Logger
  patience?: Patience
}

/** How long things may take, in milliseconds. */
interface Patience {
  connect: number
  /** A use waits no longer for Redis; the next ones do not wait at all, until it answers again. */
  answer: number
  /** Between two questions whether it does. */
  ping: number
  /** Without a word for so long, a connection is opened anew. */
  silence: number
  /** Between two attempts to connect. */
  retry: number
}

const PATIENCE: Patience = { connect: 2_000, answer: 1_000, ping: 1_000, silence: 5_000, retry: 2_000 }

/** A use that was never counted is not given back: no counter goes below zero, whoever else counts at the same time. */
const COUNT = `
if tonumber(ARGV[1]) < 0 and tonumber(redis.call('get', KEYS[1]) or '0') <= 0 then return {0, 0} end
redis.call('set', KEYS[1], 0, 'EX', ARGV[2], 'NX')
return {redis.call('incrby', KEYS[1], ARGV[1]), redis.call('pttl', KEYS[1])}`

/**
 * Counts in Redis, for all processes together. While Redis does not answer, refuses, or has no memory left, each process
 * counts by itself in the insurance, from nothing; it never opens, nor waits twice.
 */
export function redisRateLimiter({ url, insurance, log, patience = PATIENCE }: Parts): RateLimiter {
  const counters = new Map<string, RateLimiterRedis>()
  const store = connect(url, { log, patience })

  function counterOf({ points, durationSeconds }: RateLimit): RateLimiterRedis {
    const name = `${points}/${durationSeconds}`
    const counter =
      counters.get(name) ??
      new RateLimiterRedis({
        storeClient: store,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        customIncrTtlLuaScript: COUNT,
        keyPrefix: `better-and-bliss:limit:${name}`,
        points,
        duration: durationSeconds,
      })
    counters.set(name, counter)
    return counter
  }

  /** The library rejects with its answer when there are too many, and with an error when it could not ask. */
  async function count(key: string, limit: RateLimit): Promise<Consumption | null> {
    const uses = await counterOf(limit)
      .consume(key)
      .catch((refusal: RateLimiterRes | Error) => (refusal instanceof Error ? null : refusal))
    if (!uses) return null
    const used = uses.consumedPoints
    return { allowed: used <= limit.points, used, resetSeconds: Math.ceil(uses.msBeforeNext / 1000) }
  }

  return {
    consume: async (key, limit) => (await count(key, limit)) ?? insurance.consume(key, limit),
    restore: async (key, limit) => {
      await counterOf(limit)
        .reward(key)
        .catch(() => insurance.restore(key, limit))
    },
    trouble: async () => {
      await count('readiness', { points: 1, durationSeconds: 1 })
      return store.trouble()
    },
    [Symbol.asyncDispose]: async () => store.destroy(),
  }
}

/** Connects once, and counts as the limiter does. @returns what is wrong, in words, or null. */
export async function redisTrouble(url: string): Promise<string | null> {
  const { connect: connectTimeout, silence: socketTimeout } = PATIENCE
  const client = createClient({ url, socket: { connectTimeout, socketTimeout, reconnectStrategy: false } })
  // It is told by what is awaited, too.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.eval(COUNT, { keys: ['better-and-bliss:doctor'], arguments: ['1', '1'] })
    return null
  } catch (error) {
    return wordsOf(error)
  } finally {
    client.destroy()
  }
}

/** A client of Redis as the library uses it: what is asked is answered or refused in time. */
function connect(url: string, { log, patience }: { log: Logger; patience: Patience }) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: patience.ping,
    socket: {
      connectTimeout: patience.connect,
      socketTimeout: patience.silence,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, patience.retry),
    },
  })
  let silent = false
  let trouble: string | null = null

  function fail(error: unknown): void {
    const words = wordsOf(error)
    if (words !== trouble) log.warn({ err: error }, `${words}: each process counts requests by itself meanwhile`)
    trouble = words
  }

  function recover(): void {
    if (trouble !== null) log.info({}, 'Redis counts requests again')
    silent = false
    trouble = null
  }

  client.on('error', fail)
  client.on('ready', recover)
  client.on('ping-interval', () => {
    if (silent) recover()
  })
  client.connect().catch(() => {})

  return {
    get isReady() {
      return client.isReady && !silent
    },
    eval: async (script: string, options: { keys: string[]; arguments: string[] }) => {
      try {
        const answer = await inTime(client.eval(script, options), patience.answer)
        recover()
        return answer
      } catch (error) {
        silent ||= error instanceof Silence
        fail(error)
        throw error
      }
    },
    trouble: () => trouble ?? (client.isReady ? null : NO_ANSWER),
    destroy: () => client.destroy(),
  }
}

class Silence extends Error {
  override readonly name = 'Silence'
}

/** The client's own limit ends with the sending. */
function inTime<Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Silence(`Redis said nothing for ${ms} ms`)), ms)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

const NO_ANSWER = 'Redis does not answer'

/** The first word of what Redis refuses with says why. */
const REFUSALS: Record<string, string> = {
  WRONGPASS: 'Redis refuses the user or password of REDIS_URL',
  NOAUTH: 'Redis wants a password, and REDIS_URL has none',
  NOPERM: 'Redis does not let the user of REDIS_URL count',
  OOM: 'Redis has no memory left',
  READONLY: 'Redis is a replica, which cannot count',
  MISCONF: 'Redis cannot write to its disk, so it does not count',
  LOADING: 'Redis is still loading its data',
}

function wordsOf(error: unknown): string {
  const [first = ''] = error instanceof Error ? error.message.split(' ') : []
  return REFUSALS[first] ?? NO_ANSWER
}
