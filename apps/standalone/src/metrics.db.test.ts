import { randomBytes } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { freshDatabase } from '@better-and-bliss/api/testing'
import { type AgentCounterpart, agentCounterpart, parseExposition } from '@better-and-bliss/observability/testing'
import { freePorts, freePortsInARow } from '@better-and-bliss/process/free-ports'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { openRoleLogs } from './role-log.ts'
import { ENTRIES } from './roles.ts'
import { loadSecrets } from './secrets.ts'
import { startSystem } from './system.ts'
import {
  datadogQueries,
  namesInDatadog,
  namesInPromql,
  openmetricsNames,
  promqlExpressions,
  scrapeConfiguration,
} from './testing/named-metrics.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const POLITE = new URL('fixtures/polite.mjs', import.meta.url)

const stack = new AsyncDisposableStack()
let agent: AgentCounterpart
const [apiPort = 0, webPort = 0, edgePort = 0] = await freePorts(3)
const [first = 0] = await freePortsInARow(3, { except: [apiPort, webPort, edgePort] })

beforeAll(async () => {
  const { path } = stack.use(await temporaryFolder())
  const { url } = stack.use(await freshDatabase())
  const ports = { API_PORT: `${apiPort}`, WEB_PORT: `${webPort}`, EDGE_PORT: `${edgePort}` }
  agent = stack.use(await agentCounterpart())
  const traces = { DD_TRACE_ENABLED: 'true', DD_TRACE_AGENT_URL: agent.url }
  const variables = {
    ...ports,
    ...traces,
    METRICS_PORT: `${first}`,
    HOST: '0.0.0.0',
    DATA_DIR: path,
    DATABASE_URL: url,
  }
  const say = () => {}
  const system = startSystem({
    config: readConfig({ variables, resolvePath: (relative) => relative }),
    outboxPort: null,
    standIn: null,
    secrets: await loadSecrets(path, {}, randomBytes),
    entries: { ...ENTRIES, web: POLITE },
    logs: await openRoleLogs(path, say),
    terminal: { say, progress: say, settle: say },
  })
  stack.defer(() => system.stop(10_000))
  await system.started
})
afterAll(() => stack.disposeAsync())

const PORTS = { api: first, worker: first + 1, edge: first + 2 }

async function scrape(role: keyof typeof PORTS) {
  const response = await fetch(`http://127.0.0.1:${PORTS[role]}/metrics`)
  return parseExposition(await response.text())
}

/** Its figures, by the labels that are asked for. */
async function figures(role: keyof typeof PORTS, name: string, ...labels: string[]) {
  const samples = (await scrape(role)).get(name)?.samples ?? []
  return samples.map((sample) => [...labels.map((label) => sample.labels[label]), sample.value])
}

describe('METRICS_PORT', () => {
  test('the API tells of its requests by pattern, its pool, sockets, detector and cache', async () => {
    const api = `http://127.0.0.1:${apiPort}`
    await fetch(`${api}/content/browse`)
    await fetch(`${api}/content/browse`)
    await fetch(`${api}/content/detail/0d0d0d0d-0d0d-4d0d-8d0d-0d0d0d0d0d0d`)
    await fetch(`${api}/no/such/address`)
    expect(await figures('api', 'betterbliss_http_requests_total', 'method', 'route', 'status')).toEqual(
      expect.arrayContaining([
        ['GET', '/content/browse', '200', 2],
        ['GET', '/content/detail/:content_id', '404', 1],
        ['GET', 'none', '404', 1],
      ]),
    )
    expect(await figures('api', 'betterbliss_cache_requests_total', 'cache', 'result')).toEqual([
      ['catalogue_responses', 'hit', 1],
      ['catalogue_responses', 'miss', 1],
    ])
    expect(await figures('api', 'betterbliss_database_connections_most')).toEqual([[10]])
    expect(await figures('api', 'betterbliss_breath_sockets')).toEqual([[0]])
    expect(await figures('api', 'betterbliss_breath_detector_streams')).toEqual([[0]])
  })

  test('the worker tells of what waits, runs and failed, of mails, and of who plays', async () => {
    const jobs = await figures('worker', 'betterbliss_jobs', 'kind', 'state')
    for (const kind of ['conversions', 'exports', 'deletions', 'transcode', 'take_upload', 'retention']) {
      for (const state of ['waiting', 'running', 'retrying', 'failed'])
        expect(jobs).toContainEqual([kind, state, expect.any(Number)])
    }
    const mails = await figures('worker', 'betterbliss_mails', 'state')
    expect(mails.map(([state]) => state)).toEqual(['waiting', 'running', 'retrying', 'failed'])
    expect(await figures('worker', 'betterbliss_streams_playing')).toEqual([[0]])
  })

  test('the edge tells of what it served, and of how old its list of ended streams is', async () => {
    const edge = `http://127.0.0.1:${edgePort}`
    await fetch(`${edge}/health`)
    await fetch(`${edge}/anything`)
    const requests = await figures('edge', 'betterbliss_http_requests_total', 'method', 'route', 'status')
    expect(requests).toEqual(
      expect.arrayContaining([
        ['GET', 'health', '200', 1],
        ['GET', 'deny', '403', 1],
      ]),
    )
    await expect
      .poll(async () => (await figures('edge', 'betterbliss_edge_revocations_age_seconds'))[0]?.[0])
      .toBeLessThan(60)
  })

  test.each(['api', 'worker', 'edge'] as const)(
    '%s tells how late its event loop is, and what it takes',
    async (role) => {
      const families = await scrape(role)
      expect(families.has('nodejs_eventloop_lag_p99_seconds')).toBe(true)
      expect(families.get('process_resident_memory_bytes')?.samples[0]?.labels).toEqual({ role })
    },
  )

  test('no public port answers it, and its own is on this machine alone, whatever HOST says', async () => {
    for (const port of [apiPort, edgePort]) expect((await fetch(`http://127.0.0.1:${port}/metrics`)).ok).toBe(false)
    const elsewhere = Object.values(networkInterfaces()).flatMap((all = []) => all)
    for (const { address } of elsewhere.filter(({ family, internal }) => family === 'IPv4' && !internal))
      await expect(fetch(`http://${address}:${first}/metrics`)).rejects.toThrow()
  })
})

test('DD_TRACE_ENABLED: the tracer is loaded before API, worker and edge, and none of a viewer’s token is in what it sends', async () => {
  await fetch(`http://127.0.0.1:${apiPort}/content/browse`)
  await fetch(`http://127.0.0.1:${edgePort}/hls/0d0d0d0d-0d0d-4d0d-8d0d-0d0d0d0d0d0d/master.m3u8?token=tokenofaviewer`)
  const roles = () => new Set(agent.spans.map(({ meta }) => meta.role))
  await expect.poll(roles, { timeout: 60_000 }).toEqual(new Set(['api', 'worker', 'edge']))
  expect(agent.calls.some(({ bytes }) => bytes.includes('tokenofaviewer'))).toBe(false)
})

describe('infra/observability', () => {
  /** What the three processes tell, and by which labels it is told apart. */
  async function told(): Promise<Map<string, Set<string>>> {
    const families = new Map<string, Set<string>>()
    for (const role of ['api', 'worker', 'edge'] as const) {
      for (const [name, { samples }] of await scrape(role)) {
        const names = [name, ...samples.map((sample) => sample.name)]
        for (const each of names) {
          const labels = families.get(each) ?? new Set(['role', 'instance', 'job'])
          for (const sample of samples) for (const label of Object.keys(sample.labels)) labels.add(label)
          families.set(each, labels)
        }
      }
    }
    return families
  }

  test('alert rules and dashboard of Prometheus are PromQL, and name only metrics and labels that a process tells', async () => {
    const families = await told()
    const expressions = promqlExpressions()
    expect(expressions.length).toBeGreaterThan(20)
    for (const expression of expressions) {
      const { metrics, labels } = namesInPromql(expression)
      // Prometheus itself says whether a target answers.
      const ours = metrics.filter((name) => name !== 'up')
      expect(
        ours.filter((name) => !families.has(name)),
        expression,
      ).toEqual([])
      const known = new Set(['job', ...ours.flatMap((name) => [...(families.get(name) ?? [])])])
      expect(
        labels.filter((label) => !known.has(label)),
        expression,
      ).toEqual([])
    }
  })

  test('what is no PromQL, and what nobody tells, would be found', async () => {
    expect(() => namesInPromql('sum by (role (up)')).toThrow('Not PromQL')
    expect((await told()).has('betterbliss_no_such_thing')).toBe(false)
    expect(namesInPromql('rate(a_total{b="c"}[5m]) / max by (d) (e)')).toEqual({
      metrics: ['a_total', 'e'],
      labels: ['b', 'd'],
    })
  })

  test('monitors and dashboard of Datadog name only what its agent takes from a process, and spans that there are', async () => {
    const families = await told()
    const taken = openmetricsNames()
    const called = new Set<string>()
    for (const [name, itsName] of taken) {
      // The check names counters without their ending, and says what they are.
      const isCounter = families.has(`${name}_total`)
      expect(isCounter || families.has(name), name).toBe(true)
      called.add(isCounter ? `${itsName}.count` : itsName)
    }
    const SPANS = ['fastify.request', 'pg.query', 'aws.request', 'job', 'transcode', 'socket']
    const spans = SPANS.flatMap((span) => ['', '.hits', '.errors'].map((of) => `trace.${span}${of}`))
    const queries = datadogQueries()
    expect(queries.length).toBeGreaterThan(30)
    for (const query of queries) {
      const names = namesInDatadog(query.replace('percentile(last_10m):p99:', 'p99:'))
      expect(names.length, query).toBeGreaterThan(0)
      expect(
        names.filter((name) => !called.has(name) && !spans.includes(name)),
        query,
      ).toEqual([])
    }
  })

  test('the scrape configuration names the rules, and a port for each role', () => {
    const { rule_files: files, scrape_configs: configs } = scrapeConfiguration()
    expect(files).toEqual(['alerts.yml'])
    const targets = configs.flatMap(({ static_configs }) => static_configs.flatMap(({ targets: all }) => all))
    expect(targets).toHaveLength(Object.keys(PORTS).length)
  })
})
