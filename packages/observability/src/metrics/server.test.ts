import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { parseExposition } from '../testing/exposition.ts'
import { counters, gauge, gauges } from './families.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import { metricsFor, serveMetrics } from './server.ts'

let stack = new AsyncDisposableStack()
afterEach(async () => {
  await stack.disposeAsync()
  stack = new AsyncDisposableStack()
})

const open = () => openMetrics({ role: 'test', version: '1.2.3' })

async function serve(metrics: Metrics): Promise<string> {
  const { port } = stack.use(await serveMetrics(metrics, { host: '127.0.0.1', port: 0 }))
  return `http://127.0.0.1:${port}`
}

async function scrape(metrics: Metrics) {
  const response = await fetch(`${await serve(metrics)}/metrics`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  return parseExposition(await response.text())
}

describe('GET /metrics', () => {
  test('tells of the process itself, and of how late its event loop is', async () => {
    const families = await scrape(open())
    const { samples = [] } = families.get('process_cpu_seconds_total') ?? {}
    expect(samples).toEqual([
      { name: 'process_cpu_seconds_total', labels: { role: 'test' }, value: expect.any(Number) },
    ])
    expect(families.get('nodejs_eventloop_lag_p99_seconds')?.type).toBe('gauge')
    expect(families.get('betterbliss_build_info')?.samples).toEqual([
      { name: 'betterbliss_build_info', labels: { role: 'test', version: '1.2.3' }, value: 1 },
    ])
  })

  test('counts requests by pattern and status, and how long they took; none of a caller’s words becomes a label', async () => {
    const metrics = open()
    const route = '/content/detail/:id'
    metrics.observeRequest({ method: 'GET', route, status: 200, seconds: 0.02 })
    metrics.observeRequest({ method: 'GET', route, status: 404, seconds: 0.3 })
    for (const method of ['PROPFIND', 'M-SEARCH']) {
      metrics.observeRequest({ method, route: undefined, status: 404, seconds: 0 })
    }
    const families = await scrape(metrics)
    const counted = families
      .get('betterbliss_http_requests_total')
      ?.samples.map(({ labels, value }) => ({ ...labels, value }))
    expect(counted).toEqual([
      { role: 'test', method: 'GET', route, status: '200', value: 1 },
      { role: 'test', method: 'GET', route, status: '404', value: 1 },
      { role: 'test', method: 'other', route: 'none', status: '404', value: 2 },
    ])
    const durations = families.get('betterbliss_http_request_duration_seconds')?.samples ?? []
    const upTo = (le: string) => durations.find(({ labels }) => labels.route === route && labels.le === le)?.value
    expect([upTo('0.01'), upTo('0.025'), upTo('0.5'), upTo('+Inf')]).toEqual([0, 1, 2, 2])
  })

  test('reads what it tells anew each time; what cannot be read is left out, and not 0', async () => {
    const metrics = open()
    let waiting: number | null = 3
    metrics.add(
      async () => {
        if (waiting === null) throw new Error('The database does not answer')
        return waiting
      },
      {
        betterbliss_waiting: gauge('What waits', (value) => value),
        betterbliss_kinds: gauges('What waits, by kind', ['kind'], (value) => [[{ kind: 'a "b\\\n' }, value]]),
        betterbliss_done_total: counters('What is done', ['kind'], (value) => [[{ kind: 'a' }, value * 2]]),
      },
    )
    const url = `${await serve(metrics)}/metrics`
    const read = async () => {
      const families = parseExposition(await (await fetch(url)).text())
      const names = ['betterbliss_waiting', 'betterbliss_kinds', 'betterbliss_done_total']
      return names.map((name) => families.get(name)?.samples.map(({ value }) => value))
    }
    expect(await read()).toEqual([[3], [3], [6]])
    waiting = 5
    expect(await read()).toEqual([[5], [5], [10]])
    waiting = null
    expect(await read()).toEqual([[], [], []])
    waiting = 0
    expect(await read()).toEqual([[0], [0], [0]])
  })

  test('is all that there is: other addresses 404, other methods 405', async () => {
    const url = await serve(open())
    for (const path of ['/', '/metrics/', '/metrics?all', '/health']) expect((await fetch(url + path)).status).toBe(404)
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405)
    const head = await fetch(`${url}/metrics`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })
})

test('nobody listens, and nothing is counted, where no port is set', async () => {
  expect(await metricsFor({ address: null, role: 'test', version: '1' })).toBe(null)
})

test('a port that is taken is told by the name of its variable', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  stack.defer(() => void other.close())
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await expect(metricsFor({ address: { host: '127.0.0.1', port }, role: 'test', version: '1' })).rejects.toThrow(
    `METRICS_PORT: 127.0.0.1:${port} is taken`,
  )
})
