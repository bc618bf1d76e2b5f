import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleForLambda } from '../../build/bundle.ts'
import type { LambdaAnswer, LambdaEvent, LambdaRequest } from '../lambda-event.ts'

export interface LambdaRun {
  results: (LambdaAnswer | LambdaRequest)[]
  /** The most memory that the process had, in bytes (0 where the system does not say), and the CPU milliseconds of each request. */
  maxRssBytes: number
  cpuMs: number[]
}

export interface LambdaCase {
  path: string
  query: string
  method?: string
  headers?: Record<string, string>
}

export interface LambdaJob {
  /** What is built in. */
  settings: object
  cases: readonly LambdaCase[]
  nowSeconds: number
}

/**
 * A function of Lambda@Edge as it is bundled for the upload, in a Node process of its own with little memory. A job with other
 * settings loads it anew; its requests come one after the other.
 */
export async function openLambda(
  entry: 'viewer-request-lambda' | 'origin-request-lambda',
  env: Record<string, string> = {},
) {
  const source = fileURLToPath(new URL(`../${entry}.ts`, import.meta.url))
  const eventType = entry === 'viewer-request-lambda' ? 'viewer-request' : 'origin-request'
  const code = await bundleForLambda({ entry: source })
  const folder = await mkdtemp(join(tmpdir(), 'lambda-'))
  await writeFile(join(folder, 'runtime.js'), RUNTIME)
  const child = fork(join(folder, 'runtime.js'), {
    cwd: folder,
    env,
    execArgv: ['--max-old-space-size=96'],
    silent: true,
  })
  const ended = once(child, 'exit').then(([code, signal]) => [{ failed: `it ended with ${code ?? signal}` }])
  let loads = 0
  let loaded = { settings: '', file: '' }
  let before: Promise<unknown> = Promise.resolve()

  async function runNow({ settings, cases, nowSeconds }: LambdaJob): Promise<LambdaRun> {
    const built = JSON.stringify(settings)
    if (built !== loaded.settings) {
      loaded = { settings: built, file: join(folder, `${loads++}`, 'index.js') }
      await mkdir(dirname(loaded.file))
      await writeFile(loaded.file, `const EDGE_SETTINGS = ${built};${code}`)
    }
    const answered = Promise.race([once(child, 'message'), ended])
    child.send({ file: loaded.file, nowMs: nowSeconds * 1000, events: cases.map((one) => eventOf(eventType, one)) })
    const [run] = (await answered) as [LambdaRun | { failed: string }]
    if ('failed' in run) throw new Error(run.failed)
    return run
  }

  return {
    /** One after the other, also after a test that gave up waiting. */
    run(job: LambdaJob): Promise<LambdaRun> {
      const run = before.then(() => runNow(job))
      before = run.catch(() => {})
      return run
    },
    async [Symbol.asyncDispose]() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

/** The event as AWS documents it. */
function eventOf(
  eventType: 'viewer-request' | 'origin-request',
  { path, query, method = 'GET', headers = {} }: LambdaCase,
): LambdaEvent {
  const named = Object.entries({ Host: 'd111111abcdef8.cloudfront.net', 'User-Agent': 'curl/7.66.0', ...headers })
  const origin = {
    s3: {
      authMethod: 'none',
      customHeaders: {},
      domainName: 'bucket.s3.eu-central-1.amazonaws.com',
      path: '',
      region: 'eu-central-1',
    },
  }
  const event = {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: 'd111111abcdef8.cloudfront.net',
            distributionId: 'EDFDVBD6EXAMPLE',
            eventType,
            requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
          },
          request: {
            clientIp: '203.0.113.178',
            headers: Object.fromEntries(named.map(([key, value]) => [key.toLowerCase(), [{ key, value }]])),
            method,
            querystring: query,
            uri: path,
            ...(eventType === 'origin-request' && { origin }),
          },
        },
      },
    ],
  } as const
  return event
}

/**
 * Lambda's part: hands events over, one after the other, and takes what the handler resolves with. Time stands still, and what waits for
 * its end waits ten times as long: a busy machine is slower than Lambda. (Linux counts the memory of the process that forks to `maxRSS`.)
 */
const RUNTIME = `
const { readFileSync } = require('fs')
const { setTimeout: realTimeout } = globalThis
const abortAfter = AbortSignal.timeout
globalThis.setTimeout = (run, ms, ...args) => realTimeout(run, ms * 10, ...args)
AbortSignal.timeout = (ms) => abortAfter(ms * 10)
function mostRssBytes() {
  if (process.platform !== 'linux') return 0
  return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
}
let last = ''
process.on('message', async ({ file, nowMs, events }) => {
  Date.now = performance.now = () => nowMs
  try {
    if (last !== file) delete require.cache[last]
    last = file
    const { handler } = require(file)
    const results = []
    const cpuMs = []
    for (const event of events) {
      const before = process.cpuUsage()
      results.push(await handler(event, {}))
      const { user, system } = process.cpuUsage(before)
      cpuMs.push((user + system) / 1000)
    }
    process.send({ results, maxRssBytes: mostRssBytes(), cpuMs })
  } catch (error) {
    process.send({ failed: String(error && error.stack) })
  }
})
`
