import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { acceptedMutants } from '@better-and-bliss/stream-token/testing/mutations'
import { markdownTable } from '../harness/numbers.ts'
import { install, startApi, withDatabase } from '../harness/ours.ts'
import { machineFacts } from '../harness/report.ts'
import { publishedIds } from '../harness/requests.ts'
import { withTask } from '../harness/task.ts'
import { fuzzHttp } from './http.ts'
import { fuzzSocket } from './socket.ts'

const ITEMS = 40
/** Of each hundred requests that are sent, so many sequences of frames. */
const FRAMES_SHARE = 0.02
const MUTATIONS_EACH = 10
const MOST_COMPLAINTS = 50

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, requests: { type: 'string', default: '100000' } },
})
const [seed, requests] = [Number(values.seed), Number(values.requests)]
if (!Number.isInteger(seed) || seed < 0 || !Number.isInteger(requests) || requests < 100) {
  console.error('npm run fuzz -- [--seed 1] [--requests 100000]')
  process.exit(2)
}

/** Sends what nobody should send to a real server: requests, frames, tokens. What is found ends it with 1. */
await withTask('fuzz', async (context) => {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'fuzz'))
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  const api = stack.use(await startApi(installation, databaseUrl, { LOG_LEVEL: 'warn' }))
  await withDatabase(databaseUrl, `update users set role = 'admin'`)
  const target = { baseUrl: api.baseUrl, cookie: api.cookie, item: publishedIds(ITEMS)[0] ?? '' }
  const order = { seed, signal: context.signal, say: context.say }
  const http = await fuzzHttp(target, { ...order, count: requests })
  const socket = await fuzzSocket(target, { ...order, count: Math.ceil(requests * FRAMES_SHARE) })
  const mutations = requests * MUTATIONS_EACH
  context.say(`${mutations.toLocaleString('en')} mutations of tokens`)
  const accepted = acceptedMutants({ seed, count: mutations })
  const alive = (await fetch(`${api.baseUrl}/health`)).ok
  const findings = [...http.findings, ...socket.findings, ...accepted, ...(alive ? [] : ['The API is gone'])]
  console.log(machineFacts(`npm run fuzz -- --seed ${seed} --requests ${requests}`))
  const rows = [
    ['requests over HTTP', http.sent, http.told, http.findings.length],
    ['sequences of frames', socket.sent, socket.told, socket.findings.length],
    ['mutations of stream tokens', mutations, '', accepted.length],
  ].map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)))
  console.log(`\n${markdownTable(['what', 'how many', 'answers', 'found, goal 0'], rows)}`)
  for (const finding of findings) console.error(finding)
  if (findings.length > 0) process.exitCode = 1
  for (const line of http.findings.length > 0 ? await complaints(installation.folder) : []) console.error(line)
})

/** What the API said of answers that were its own fault: its log goes with the installation. */
async function complaints(folder: string): Promise<string[]> {
  const logs = (await readdir(folder)).filter((name) => /^api-\d+\.log$/.test(name))
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')))
  const isError = (line: string) => /"level":(?:50|60)\b|"level":"(?:error|fatal)"/.test(line)
  return texts.flatMap((text) => text.split('\n').filter(isError)).slice(-MOST_COMPLAINTS)
}
