import { fileURLToPath } from 'node:url'
import { bundleForNjs } from '../../build/bundle.ts'
import type { FunctionAnswer, FunctionRequest } from '../function-event.ts'
import { runNjs } from './run-njs.ts'

/** What the KeyValueStore holds. Keys in `broken` cannot be read; a store that is null cannot be read at all. */
export interface StoreState {
  entries: Record<string, string>
  broken?: string[]
}

export interface FunctionCase {
  method?: string
  path: string
  /** Undefined where the address has no `?`. */
  query: string | undefined
  headers?: Record<string, string>
  nowSeconds: number
  store: StoreState | null
}

export interface FunctionResult {
  returned: FunctionAnswer | FunctionRequest
  /** Which keys were read, in their order. */
  reads: string[]
}

const ENTRY = fileURLToPath(new URL('../viewer-request-function.ts', import.meta.url))

/** The function as it is uploaded, in njs, with a stand-in for CloudFront's own module: `run` takes many cases at once. */
export async function openFunction() {
  const code = await bundleForNjs({ entry: ENTRY }, 'cloudfront')
  return {
    code,
    run(cases: readonly FunctionCase[]): FunctionResult[] {
      const events = cases.map((one) => ({ event: eventOf(one), nowMs: one.nowSeconds * 1000, store: one.store }))
      const output = runNjs(`${code}\n${driver(JSON.stringify(events))}`, { cloudfront: CLOUDFRONT })
      return JSON.parse(output) as FunctionResult[]
    },
    /** @returns CPU microseconds per decision. */
    measure(one: FunctionCase, rounds: number): number {
      const event = JSON.stringify({ event: eventOf(one), nowMs: one.nowSeconds * 1000, store: one.store })
      return Number(runNjs(`${code}\n${stopwatch(event, rounds)}`, { cloudfront: CLOUDFRONT }))
    },
  }
}

/** The event as AWS documents it for a viewer's request; `rawQueryString` is added in the engine. */
function eventOf({ method = 'GET', path, query, headers = {} }: FunctionCase) {
  const named = Object.entries({ host: 'd111111abcdef8.cloudfront.net', accept: '*/*', ...headers })
  const querystring: Record<string, { value: string; multiValue?: { value: string }[] }> = {}
  for (const part of (query ?? '').split('&').filter((one) => one !== '')) {
    const [name = '', value = ''] = part.split('=')
    const known = querystring[name]
    if (known === undefined) querystring[name] = { value }
    else known.multiValue = [...(known.multiValue ?? [{ value: known.value }]), { value }]
  }
  return {
    version: '1.0',
    context: {
      distributionDomainName: 'd111111abcdef8.cloudfront.net',
      distributionId: 'EDFDVBD6EXAMPLE',
      eventType: 'viewer-request',
      requestId: 'EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==',
    },
    viewer: { ip: '198.51.100.11' },
    request: {
      method,
      uri: path,
      querystring,
      headers: Object.fromEntries(named.map(([name, value]) => [name, { value }])),
      cookies: {},
      raw: query ?? null,
    },
  }
}

/** As documented: `get` rejects for a key that is not there, `exists` tells. */
const CLOUDFRONT = `
function read(store, key) {
  globalThis.reads.push(key)
  if (store === null || (store.broken || []).indexOf(key) >= 0) throw new Error('The store cannot be read')
}
function kvs() {
  var store = globalThis.store
  return {
    get: function (key, options) {
      try { read(store, key) } catch (error) { return Promise.reject(error) }
      if (store.entries[key] === undefined) return Promise.reject(new Error('KeyNotFound'))
      return Promise.resolve(store.entries[key])
    },
    exists: function (key) {
      try { read(store, key) } catch (error) { return Promise.reject(error) }
      return Promise.resolve(store.entries[key] !== undefined)
    },
  }
}
export default { kvs: kvs }
`

const PREPARE = `
function prepare(one) {
  var raw = one.event.request.raw
  delete one.event.request.raw
  one.event.request.rawQueryString = function () { return raw === null ? undefined : raw }
  globalThis.store = one.store
  globalThis.reads = []
  Date.now = function () { return one.nowMs }
}
`

function driver(cases: string): string {
  return `${PREPARE}
async function drive(cases) {
  var results = []
  for (var index = 0; index < cases.length; index += 1) {
    prepare(cases[index])
    var returned = await handler(cases[index].event)
    results.push({ returned: returned, reads: globalThis.reads })
  }
  tell(JSON.stringify(results))
}
drive(${cases})`
}

function stopwatch(one: string, rounds: number): string {
  return `${PREPARE}
var fs = require('fs')
function cpuMs() {
  var fields = fs.readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
async function drive(one) {
  prepare(one)
  for (var round = 0; round < 100; round += 1) await handler(one.event)
  var before = cpuMs()
  for (round = 0; round < ${rounds}; round += 1) { globalThis.reads.length = 0; await handler(one.event) }
  tell((cpuMs() - before) * 1000 / ${rounds})
}
drive(${one})`
}
