import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { decodeMsgpack } from './msgpack.ts'

/** A span as the agent gets it. */
export interface ReceivedSpan {
  name: string
  resource: string
  service: string
  type?: string
  error: number
  meta: Record<string, string>
  metrics: Record<string, number>
  trace_id: bigint | number
  span_id: bigint | number
  parent_id: bigint | number
}

/** Datadog's agent: takes traces by its own protocol, and keeps every byte that it was sent. */
export interface AgentCounterpart extends AsyncDisposable {
  url: string
  spans: ReceivedSpan[]
  /** Method, path, headers and body of each call. */
  calls: { path: string; bytes: Buffer }[]
}

export async function agentCounterpart(): Promise<AgentCounterpart> {
  const spans: ReceivedSpan[] = []
  const calls: AgentCounterpart['calls'] = []
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method = '', url = '', rawHeaders } = request
      calls.push({ path: url, bytes: Buffer.concat([Buffer.from(`${method} ${url} ${rawHeaders.join(' ')}\n`), body]) })
      if (url === '/v0.4/traces') spans.push(...(decodeMsgpack(body) as ReceivedSpan[][]).flat())
      const isThere = url === '/v0.4/traces' || url === '/info'
      const answer = url === '/info' ? { endpoints: ['/v0.4/traces'] } : { rate_by_service: {} }
      response.writeHead(isThere ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    calls,
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
