// What load.lua is to wrk: load-autocannon.ts BASE_URL PATHS_FILE CONNECTIONS SECONDS COOKIE FIRST_ADDRESS
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

const [, , url = '', pathsFile = '', connections, seconds, cookie, firstAddress] = process.argv
const headers: Record<string, string> = cookie ? { cookie } : {}
const lines = readFileSync(pathsFile, 'utf8').trim().split('\n')
const latenciesMs: number[] = []
let address = Number(firstAddress)

const run = autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  timeout: 30,
  requests: lines.map((line) => {
    const [path = '', method = 'GET', own, body, from] = line.split('\t')
    const added = {
      ...(body && { 'content-type': 'application/json' }),
      ...(from && { 'x-forwarded-for': from }),
    }
    const request = { path, method, headers: { ...(own ? { cookie: own } : headers), ...added }, ...(body && { body }) }
    return from === '*' ? { ...request, setupRequest: fromNewAddress } : request
  }),
})
run.on('response', (_client, _status, _bytes, ms) => void latenciesMs.push(ms))
const { duration, non2xx, errors, throughput } = await run

latenciesMs.sort((a, b) => a - b)
const percentile = (share: number) => latenciesMs[Math.floor((latenciesMs.length - 1) * share)] ?? 0
const result = {
  requests: latenciesMs.length,
  seconds: duration,
  bytes: throughput.total,
  failed: non2xx + errors,
  p50Ms: percentile(0.5),
  p99Ms: percentile(0.99),
}
console.log(`RESULT ${JSON.stringify(result)}`)

function fromNewAddress(request: autocannon.Request): autocannon.Request {
  address = (address + 1) % 2 ** 24
  const from = `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`
  return { ...request, headers: { ...request.headers, 'x-forwarded-for': from } }
}
