import { createHash, randomUUID } from 'node:crypto'
import { chmod, copyFile, readdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { signStreamToken } from '@better-and-bliss/stream-token/node'
import type { Context } from './harness/context.ts'
import { makeBareLadder, makeSource, openStudio } from './harness/media.ts'
import { startEdgeInNginx } from './harness/nginx-edge.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { type Installation, install, startRole, threePorts } from './harness/ours.ts'
import { ifThere, type Peer, startNginx } from './harness/peers.ts'
import { untilAnswers } from './harness/process.ts'
import { md5Uuid } from './harness/requests.ts'
import { type Contender, compare, type Measured, medianOf, timesOf } from './harness/rounds.ts'

interface Scenario {
  name: string
  /** CPU of our own server, as a multiple of nginx with secure_link; null where a decision alone is measured. */
  goal: number | null
  files: string[]
  /** How many tokens ask for them in turn. */
  tokens?: number
}

/** Somebody who serves the files, and how their addresses look. */
interface Site {
  contender: Omit<Contender, 'paths'>
  /** @param token the number of the token that it bears, where there are several. */
  pathOf(file: string, token?: number): string
}

const OURS = '**ours**'
const IN_NGINX = '**ours, in nginx**'
const SECURE_LINK = 'nginx, secure_link'
/** Of our edge in nginx, on everything. */
const NGINX_GOAL = 1.2
const SOURCE_SECONDS = 24
const TOKEN_SECONDS = 7_000
/** What our edge keeps in memory, half as much again. */
const COLD_BYTES = 1.5 * 256 * 2 ** 20
const FIRST_COPY = 1000
/** Many times more than are asked for until what was decided is forgotten. */
const TOKENS = 100_000
const USER = md5Uuid('user-2')
const CONTENT = md5Uuid('content-2')

/** Our edges beside nginx, serving the same files: with secure_link, and to everybody. */
export async function benchEdge(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const notes: string[] = []
  const installation = stack.use(await install(context, 'edge'))
  const databaseUrl = await installation.makeCatalogue(10)
  const ladder = join(installation.folder, 'media', 'hls', CONTENT)
  await makeLadder(installation, databaseUrl, ladder, context)
  const scenarios = await scenariosOf(ladder)

  const ports = await threePorts()
  stack.use(await startRole(installation, 'api', databaseUrl, ports))
  const edge = stack.use(await startRole(installation, 'edge', databaseUrl, ports))
  const secret = installation.secrets.streamingSecretKey
  const ours = [ourSite({ name: OURS, baseUrl: `http://127.0.0.1:${ports.edge}`, serverPid: edge.pid }, secret)]
  const edgePorts = { ...ports, edge: (await threePorts()).edge }
  const inNginx = await ifThere(startEdgeInNginx(installation, databaseUrl, edgePorts), notes)
  if (inNginx) {
    const { baseUrl, pid: serverPid } = stack.use(inNginx)
    ours.push(ourSite({ name: IN_NGINX, baseUrl, serverPid }, secret))
  }
  // Streams wait until an edge knows what was ended.
  for (const { contender, pathOf } of ours)
    await untilAnswers(contender.baseUrl + pathOf('master.m3u8'), context.signal)
  const nginx = await ifThere(startNginx(context, { ladder, secret }), notes)
  const sites = [...ours, ...(nginx ? nginxSites(stack.use(nginx), secret) : [])]

  const rows: string[][] = []
  for (const scenario of scenarios) {
    context.say(scenario.name)
    const contenders = sites.map(({ contender, pathOf }) => ({
      ...contender,
      paths: pathsOf(scenario, pathOf),
    }))
    rows.push(...rowsOf(scenario, await compare(contenders, context)))
  }
  return [markdownTable(HEADER, rows), ...notes].join('\n\n')
}

async function makeLadder(installation: Installation, databaseUrl: string, ladder: string, context: Context) {
  await using studio = await openStudio(installation, databaseUrl)
  const job = { ffmpegPath: studio.ffmpegPath, context }
  const source = join(installation.folder, 'source.mp4')
  await makeSource(job, source, SOURCE_SECONDS)
  await makeBareLadder(job, source, ladder)
  // As media are that people play.
  const hourAgo = Date.now() / 1000 - 3600
  await utimes(join(ladder, 'master.m3u8'), hourAgo, hourAgo)
  // Our store is for its owner alone.
  await chmod(join(installation.folder, 'media'), 0o711)
}

async function scenariosOf(ladder: string): Promise<Scenario[]> {
  const segments = async (rung: string) => (await readdir(join(ladder, rung))).sort().map((name) => `${rung}/${name}`)
  const hot = await segments('360p')
  const large = await segments('1080p')
  const cold = async (rung: string) => (await manySegments(join(ladder, rung))).map((name) => `${rung}/${name}`)
  return [
    { name: 'master playlist', goal: 1, files: ['master.m3u8'] },
    { name: 'media playlist', goal: 1, files: ['1080p.m3u8'] },
    { name: 'hot segment, 360p', goal: 1, files: hot },
    { name: 'hot segment, 1080p', goal: 1, files: large },
    { name: 'hot segment, 360p, a token for each request', goal: null, files: hot, tokens: TOKENS },
    { name: 'cold segment, 360p', goal: 2, files: await cold('360p') },
    { name: 'cold segment, 1080p', goal: 2, files: await cold('1080p') },
  ]
}

function pathsOf({ files, tokens = 1 }: Scenario, pathOf: Site['pathOf']): string[] {
  const count = Math.max(files.length, tokens)
  return Array.from({ length: count }, (_, index) => pathOf(files[index % files.length] ?? '', index % tokens))
}

/** Copies of real segments, so many that none is in memory any more when its turn comes again. */
async function manySegments(folder: string): Promise<string[]> {
  const originals = (await readdir(folder)).sort()
  const sizes = await Promise.all(originals.map((name) => stat(join(folder, name))))
  const meanBytes = sizes.reduce((sum, { size }) => sum + size, 0) / originals.length
  const names = Array.from(
    { length: Math.ceil(COLD_BYTES / meanBytes) },
    (_, index) => `segment${FIRST_COPY + index}.ts`,
  )
  for (const [index, name] of names.entries()) {
    await copyFile(join(folder, originals[index % originals.length] ?? ''), join(folder, name))
  }
  return names
}

function ourSite(contender: Site['contender'], secret: string): Site {
  const expiresAtSeconds = Math.floor(Date.now() / 1000) + TOKEN_SECONDS
  const grant = { contentId: CONTENT, userId: USER, expiresAtSeconds, maxHeight: 1080 }
  const queries: string[] = []
  const queryOf = (token: number) => {
    queries[token] ??= signStreamToken({ ...grant, sessionId: randomUUID() }, { current: secret })
    return queries[token]
  }
  return { contender, pathOf: (file, token = 0) => `/hls/${CONTENT}/${file}?${queryOf(token)}` }
}

function nginxSites({ baseUrl, pid }: Peer, secret: string): Site[] {
  const e = Math.floor(Date.now() / 1000) + TOKEN_SECONDS
  const md5 = createHash('md5').update(`${CONTENT}${e}${USER}${secret}`).digest('base64url')
  const contender = { baseUrl, serverPid: pid }
  return [
    {
      contender: { ...contender, name: SECURE_LINK },
      pathOf: (file) => `/hls/${CONTENT}/${file}?e=${e}&md5=${md5}&uid=${USER}`,
    },
    { contender: { ...contender, name: 'nginx, unchecked' }, pathOf: (file) => `/open/${CONTENT}/${file}` },
  ]
}

const HEADER = [
  'request',
  'server',
  'CPU s per 1,000',
  'CPU, times secure_link',
  'goal',
  'requests/s',
  'MB/s',
  'p50 / p99 ms',
  'p50 ms, 1 connection',
  'failed',
]

function goalOf(name: string, goal: Scenario['goal']): string {
  if (goal === null) return ''
  return name === OURS ? `≤ ${goal}` : name === IN_NGINX ? `≤ ${NGINX_GOAL}` : ''
}

function rowsOf({ name, goal }: Scenario, measured: Measured[]): string[][] {
  const secureLink = measured.find((one) => one.name === SECURE_LINK)
  return measured.map((one) => {
    const show = (figure: Parameters<typeof medianOf>[1]) => short(medianOf(one, figure))
    return [
      name,
      one.name,
      show('cpu'),
      secureLink ? short(timesOf(one, secureLink, 'cpu')) : '–',
      goalOf(one.name, goal),
      show('requestsPerSecond'),
      show('megabytesPerSecond'),
      `${show('p50Ms')} / ${show('p99Ms')}`,
      show('aloneP50Ms'),
      `${short(medianOf(one, 'failedShare') * 100)} %`,
    ]
  })
}
