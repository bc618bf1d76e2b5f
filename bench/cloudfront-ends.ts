import { setTimeout as delay } from 'node:timers/promises'
import { openPool, type Pool } from '@better-and-bliss/api/database'
import { KEY_VALUE_STORE_ARN, KEY_VALUE_STORE_KEYS, keyValueStoreCounterpart } from '@better-and-bliss/api/testing'
import { openLambda } from '@better-and-bliss/edge/testing'
import { type MediaPath, memberEntryKey, type StreamKeys } from '@better-and-bliss/stream-token'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import type { Context } from './harness/context.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { type Api, install, SILENT, signUp, startApi, startRole, threePorts } from './harness/ours.ts'

const SUSPENSIONS = 100
const MEMBERS = 40
/** The function asks every two seconds: ends come at any moment between. */
const SPREAD_MS = 6_000
const LOOK_EVERY_MS = 20
const GIVE_UP_MS = 15_000
const LIFE_SECONDS = 7_200

interface Ground {
  /** What the tokens open, and whose keys sign them. */
  media: MediaPath
  keys: StreamKeys
  context: Context
}

interface Suspended extends Ground {
  api: Api
  db: Pool
}

/** How soon after it is committed a suspension is known by CloudFront's two functions. */
export async function cloudfrontEnds(ground: Ground): Promise<string> {
  const { context, keys } = ground
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'cloudfront'))
  const databaseUrl = await installation.makeCatalogue(10)
  const counterpart = stack.use(await keyValueStoreCounterpart())
  const secret = { STREAMING_SECRET_KEY: keys.current }
  const api = stack.use(await startApi(installation, databaseUrl, secret))
  const variables = {
    CLOUDFRONT_KEY_VALUE_STORE_ARN: KEY_VALUE_STORE_ARN,
    AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: counterpart.endpoint,
    AWS_ACCESS_KEY_ID: KEY_VALUE_STORE_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEY_VALUE_STORE_KEYS.secretAccessKey,
    ...secret,
  }
  stack.use(await startRole(installation, 'worker', databaseUrl, await threePorts(), variables))
  const db = stack.use(openPool(databaseUrl, { log: SILENT, size: 1 }))
  const suspended = { ...ground, api, db }
  const rows = [
    rowOf(
      'in the KeyValueStore, through the worker (CloudFront Function)',
      await delaysInStore(suspended, counterpart),
    ),
    rowOf('refused by Lambda@Edge, which asks the API', await delaysAtLambda(suspended)),
  ]
  return markdownTable(['a suspension', 'samples', 's: p50', 'p99', 'at most', 'goal'], rows)
}

function rowOf(name: string, delaysMs: number[]): string[] {
  const sorted = delaysMs.toSorted((a, b) => a - b)
  const at = (share: number) => short((sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN) / 1_000)
  return [name, String(sorted.length), at(0.5), at(0.99), at(1), '≤ 5']
}

const SUSPEND = 'update users set status = $1 where cognito_sub = $2'

async function delaysInStore(
  { db, context }: Suspended,
  counterpart: Awaited<ReturnType<typeof keyValueStoreCounterpart>>,
): Promise<number[]> {
  context.say('suspensions in the KeyValueStore')
  const [member] = await db.query<{ id: string }>('', 'select cognito_sub as id from users limit 1')
  const key = memberEntryKey(member?.id ?? '')
  const delays: number[] = []
  for (let round = 0; round < 2 * SUSPENSIONS; round += 1) {
    context.signal.throwIfAborted()
    const suspends = round % 2 === 0
    const written = new Promise<void>((resolve) => {
      counterpart.onWrite = () => {
        if ((counterpart.entries.get(key) === 'c') === suspends) resolve()
      }
    })
    await db.query('', SUSPEND, [suspends ? 'suspended' : 'active', member?.id])
    const committedAtMs = performance.now()
    await written
    if (suspends) delays.push(performance.now() - committedAtMs)
  }
  return delays
}

async function delaysAtLambda({ db, api, keys, media, context }: Suspended): Promise<number[]> {
  context.say('suspensions at Lambda@Edge')
  for (let member = 0; member < MEMBERS; member += 1) {
    context.signal.throwIfAborted()
    await signUp(api.baseUrl)
  }
  const sql = `select cognito_sub as id from users where status = 'active' order by created_at desc limit $1`
  const members = await db.query<{ id: string }>('', sql, [MEMBERS])
  const cases = members.map(({ id: userId }) => ({ path: `/${media.key}`, query: tokenOf(userId, { media, keys }) }))
  const settings = {
    keys,
    maxTtlSeconds: { stream: LIFE_SECONDS, pictures: 90_000 },
    maxAgeSeconds: 300,
    webOrigin: 'https://a.example',
    allowedCountries: null,
    backendUrl: api.baseUrl,
  }
  await using lambda = await openLambda('viewer-request-lambda')
  const refused = async () => {
    const { results } = await lambda.run({ settings, cases, nowSeconds: Date.now() / 1_000 })
    return results.map((result) => 'status' in result && result.status === '403')
  }
  if ((await refused()).includes(true)) throw new Error('Lambda@Edge refuses who may play')
  const committedAtMs: number[] = []
  const delays: number[] = []
  const suspending = members.map(async ({ id }, index) => {
    await delay(Math.random() * SPREAD_MS)
    await db.query('', SUSPEND, ['suspended', id])
    committedAtMs[index] = performance.now()
  })
  const all = Promise.all(suspending)
  // It is awaited after the loop.
  all.catch(() => {})
  const startMs = performance.now()
  while (Object.keys(delays).length < members.length && performance.now() - startMs < SPREAD_MS + GIVE_UP_MS) {
    context.signal.throwIfAborted()
    const answers = await refused()
    const seenMs = performance.now()
    for (const [index, isRefused] of answers.entries()) {
      if (isRefused) delays[index] ??= seenMs - (committedAtMs[index] ?? seenMs)
    }
    await delay(LOOK_EVERY_MS)
  }
  await all
  return members.map((_, index) => delays[index] ?? Number.POSITIVE_INFINITY)
}

function tokenOf(userId: string, { media, keys }: Pick<Ground, 'media' | 'keys'>): string {
  const expiresAtSeconds = Math.floor(Date.now() / 1_000) + LIFE_SECONDS
  const { contentId } = media
  return signStreamToken({ contentId, userId, expiresAtSeconds, maxHeight: 1080, sessionId: crypto.randomUUID() }, keys)
}
