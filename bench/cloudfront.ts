import { openPool } from '@better-and-bliss/api/database'
import { KEY_VALUE_STORE_ARN, KEY_VALUE_STORE_KEYS, keyValueStoreCounterpart } from '@better-and-bliss/api/testing'
import {
  type FunctionCase,
  openFunction,
  openLambda,
  openPlaylistBucket,
  playlistOf,
} from '@better-and-bliss/edge/testing'
import {
  type MemberFact,
  mediaKey,
  memberEntries,
  memberEntryKey,
  playlistFile,
  segmentFile,
  settingsEntry,
} from '@better-and-bliss/stream-token'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import type { Context } from './harness/context.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { install, startApi, startRole, threePorts } from './harness/ours.ts'
import { md5Uuid } from './harness/requests.ts'

const SUSPENSIONS = 200
const MIB = 2 ** 20
const KEYS = { current: 'a secret of at least thirty-two characters, one' }
const LIVES = { stream: 7_200, pictures: 90_000 }
const [CONTENT, MEMBER, SESSION] = ['content-2', 'user-2', 'session-2'].map(md5Uuid) as [string, string, string]
const NOW = 1_763_600_000
const QUERY = signStreamToken(
  { contentId: CONTENT, userId: MEMBER, expiresAtSeconds: NOW + 7_200, maxHeight: 1080, sessionId: SESSION },
  KEYS,
)
const SEGMENT = `/${mediaKey(CONTENT, segmentFile('720p', 0))}`

/** What CloudFront's functions cost, how long a playlist may be, and how soon a suspension stands in the KeyValueStore. */
export async function benchCloudfront(context: Context): Promise<string> {
  const costs = await costsOfDecisions()
  const playlists = await playlistsAtOrigin()
  const delays = await delaysOfSuspensions(context)
  const [p50, p99, most] = [0.5, 0.99, 1].map((part) => short(percentile(delays, part)))
  const words = `From a suspension's commit to the KeyValueStore, through the worker, ${SUSPENSIONS} times: p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms.`
  return [costs, playlists, words].join('\n\n')
}

async function costsOfDecisions(): Promise<string> {
  const edge = await openFunction()
  const settings = settingsEntry({
    keys: KEYS,
    maxTtlSeconds: LIVES,
    maxAgeSeconds: 300,
    webOrigin: 'https://a.example',
    allowedCountries: null,
  })
  const ended = Array.from({ length: 150 }, (_, index): MemberFact => {
    const id = md5Uuid(`stream-${index}`)
    const stream = { session_id: id, content_id: id, first_e: NOW, last_e: NOW + index }
    return { kind: 'stream', id, member_id: MEMBER, streams: [stream], until: NOW + 7_800 }
  })
  const pages = memberEntries(ended, { maxLength: 1024, maxPages: 8 })
  const entries = { settings, 'as-of': String(NOW) }
  const full = { ...entries, ...Object.fromEntries(pages.map((value, page) => [memberEntryKey(MEMBER, page), value])) }
  const one = (changes: Partial<FunctionCase> = {}) => {
    const us = edge.measure({ path: SEGMENT, query: QUERY, nowSeconds: NOW, store: { entries }, ...changes }, 5_000)
    return short(us)
  }
  await using lambda = await openLambda('viewer-request-lambda')
  const cases = Array.from({ length: 300 }, () => ({ path: SEGMENT, query: `${QUERY.slice(0, -1)}x` }))
  const built = {
    keys: KEYS,
    maxTtlSeconds: LIVES,
    maxAgeSeconds: 300,
    webOrigin: 'https://a.example',
    allowedCountries: null,
    backendUrl: 'http://127.0.0.1:9',
  }
  const { cpuMs, maxRssBytes } = await lambda.run({ settings: built, cases, nowSeconds: NOW })
  return markdownTable(
    ['a decision', 'CPU µs', 'goal'],
    [
      ['CloudFront Function in njs 0.7.9: a segment', one(), '≤ 1,000'],
      ['… a forgery', one({ query: `${QUERY.slice(0, -1)}x` }), ''],
      [
        `… of a member with ${ended.length} ended streams (${pages.length} values)`,
        one({ store: { entries: full } }),
        '≤ 1,000',
      ],
      [
        `Lambda@Edge viewer request in Node: a forgery (${short(maxRssBytes / MIB)} MiB)`,
        short(median(cpuMs) * 1000),
        '',
      ],
      [`size of the function: ${edge.code.length.toLocaleString('en')} bytes`, '', '≤ 10,240 bytes'],
    ],
  )
}

async function playlistsAtOrigin(): Promise<string> {
  await using playlists = await openPlaylistBucket()
  await using lambda = await openLambda('origin-request-lambda', playlists.env)
  const path = `/${mediaKey(CONTENT, playlistFile('1080p'))}`
  const rows: string[][] = []
  for (const [hours, headers] of [
    [3, {}],
    [7.4, {}],
    [3, { 'Accept-Encoding': 'gzip' }],
    [24, { 'Accept-Encoding': 'gzip' }],
  ] as const) {
    await playlists.put(path.slice(1), playlistOf(hours))
    const settings = { keys: KEYS, maxTtlSeconds: LIVES, ...playlists.bucket }
    const cases = Array.from({ length: 5 }, () => ({ path, query: QUERY, headers: { ...headers } }))
    const { results, cpuMs, maxRssBytes } = await lambda.run({ settings, cases, nowSeconds: NOW })
    const [result] = results
    const status = result && 'status' in result ? result.status : '-'
    const bytes = Buffer.byteLength(JSON.stringify(result))
    const how = 'Accept-Encoding' in headers ? 'compressed' : 'plain'
    rows.push([
      `${hours} h, ${how}: ${status}`,
      bytes.toLocaleString('en'),
      short(median(cpuMs)),
      short(maxRssBytes / MIB),
    ])
  }
  return markdownTable(['playlist of segments of 6 s at origin request', 'bytes of 1,048,576', 'CPU ms', 'MiB'], rows)
}

function percentile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

/** Each in milliseconds. */
async function delaysOfSuspensions(context: Context): Promise<number[]> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'cloudfront'))
  const databaseUrl = await installation.makeCatalogue(10)
  const counterpart = stack.use(await keyValueStoreCounterpart())
  stack.use(await startApi(installation, databaseUrl))
  const variables = {
    CLOUDFRONT_KEY_VALUE_STORE_ARN: KEY_VALUE_STORE_ARN,
    AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: counterpart.endpoint,
    AWS_ACCESS_KEY_ID: KEY_VALUE_STORE_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEY_VALUE_STORE_KEYS.secretAccessKey,
    STREAMING_SECRET_KEY: KEYS.current,
  }
  stack.use(await startRole(installation, 'worker', databaseUrl, await threePorts(), variables))
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const db = stack.use(openPool(databaseUrl, { log: quiet, size: 1 }))
  const [member] = await db.query<{ id: string }>('', 'select cognito_sub as id from users limit 1')
  const key = memberEntryKey(member?.id ?? '')
  const delays: number[] = []
  for (let round = 0; round < 2 * SUSPENSIONS; round += 1) {
    const suspends = round % 2 === 0
    const written = new Promise<void>((resolve) => {
      counterpart.onWrite = () => {
        if ((counterpart.entries.get(key) === 'c') === suspends) resolve()
      }
    })
    await db.query('', 'update users set status = $1 where cognito_sub = $2', [
      suspends ? 'suspended' : 'active',
      member?.id,
    ])
    const committedAtMs = performance.now()
    await written
    if (suspends) delays.push(performance.now() - committedAtMs)
  }
  return delays
}
