import { join, resolve } from 'node:path'
import {
  ARTEFACTS,
  buildArtefact,
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
  parseMediaPath,
  playlistFile,
  segmentFile,
  settingsEntry,
} from '@better-and-bliss/stream-token'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import { cloudfrontEnds } from './cloudfront-ends.ts'
import type { Context } from './harness/context.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { md5Uuid } from './harness/requests.ts'

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

/** What CloudFront's functions cost, how large they are, how long a playlist may be, and how soon they know of a suspension. */
export async function benchCloudfront(context: Context): Promise<string> {
  const costs = await costsOfDecisions()
  const playlists = await playlistsAtOrigin()
  const sizes = await sizesOfArtefacts(context)
  const media = parseMediaPath(SEGMENT)
  if (!media) throw new Error(`${SEGMENT} is no path of media`)
  const ends = await cloudfrontEnds({ media, keys: KEYS, context })
  return [costs, sizes, playlists, ends].join('\n\n')
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

/** As `npm run edge:build` makes them. */
async function sizesOfArtefacts({ folder }: Context): Promise<string> {
  const variables = {
    STREAMING_SECRET_KEY: KEYS.current,
    BACKEND_URL: 'https://api.example',
    VIDEO_BUCKET_NAME: 'media',
    AWS_REGION: 'eu-central-1',
  }
  const machine = { variables, resolvePath: (path: string) => resolve(folder, path) }
  const rows: string[][] = []
  for (const artefact of ARTEFACTS) {
    const { name, limitBytes } = artefact
    const { line } = await buildArtefact(artefact, { machine, folder: join(folder, 'artefacts', name) })
    const [, bytes] = /, (\d+) bytes of /.exec(line) ?? []
    if (bytes === undefined) throw new Error(line)
    rows.push([name, Number(bytes).toLocaleString('en'), `≤ ${limitBytes.toLocaleString('en')}`])
  }
  return markdownTable(['artefact', 'bytes', 'goal'], rows)
}
