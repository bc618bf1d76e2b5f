import { expect, test } from 'vitest'
import { readApiSettings, readEdgeSettings, readWorkerSettings } from './roles.ts'
import { machineWith, REQUIRED } from './testing/machine.ts'

const read = (set: Record<string, string>) =>
  [readApiSettings, readWorkerSettings, readEdgeSettings].flatMap(
    (of) => of(machineWith({ ...REQUIRED, ...set })).metrics,
  )

test('nobody answers /metrics unless a port is set', () => {
  expect(read({})).toEqual([null, null, null])
})

test('METRICS_LOGGED names what API and worker write into their log', () => {
  const logged = (set: Record<string, string>) =>
    [readApiSettings, readWorkerSettings].map((of) => of(machineWith({ ...REQUIRED, ...set })).loggedMetrics)
  expect(logged({})).toEqual([[], []])
  const names = ['betterbliss_jobs', 'betterbliss_mails']
  expect(logged({ METRICS_LOGGED: 'betterbliss_jobs, betterbliss_mails' })).toEqual([names, names])
  expect(() => logged({ METRICS_LOGGED: 'betterbliss_jobs{state="failed"}' })).toThrow('must be names of metrics')
})

test('each role has a port of its own, on this machine only unless METRICS_HOST says otherwise', () => {
  const ports = [9464, 9465, 9466]
  expect(read({ METRICS_PORT: '9464' })).toEqual(ports.map((port) => ({ host: '127.0.0.1', port })))
  const set = { METRICS_PORT: '9464', METRICS_HOST: '10.0.0.7', HOST: '0.0.0.0', ENVIRONMENT: 'test' }
  expect(read(set)).toEqual(ports.map((port) => ({ host: '10.0.0.7', port })))
})

test('each process of the API has a port, those after the first one come after all roles', () => {
  const ports = [9464, 9467, 9468, 9465, 9466]
  expect(read({ METRICS_PORT: '9464', WORKERS: '3' })).toEqual(ports.map((port) => ({ host: '127.0.0.1', port })))
})

test.each([
  [{ METRICS_PORT: '8000' }, 'METRICS_PORT: it and the next two must be ports'],
  [{ METRICS_PORT: '7998' }, 'METRICS_PORT: it and the next two must be ports'],
  [{ METRICS_PORT: '8079' }, 'METRICS_PORT: it and the next two must be ports'],
  [{ METRICS_PORT: '65534' }, 'METRICS_PORT: it and the next two must be ports'],
  [{ METRICS_PORT: '7996', WORKERS: '3' }, 'METRICS_PORT: it and the next 4, one for each process, must be ports'],
  [{ METRICS_PORT: '0' }, 'METRICS_PORT: must be a port'],
  [{ METRICS_HOST: '127.0.0.1' }, 'METRICS_HOST: means nothing without METRICS_PORT'],
])('%j is refused in words, by every role', (set, words) => {
  const machine = machineWith({ ...REQUIRED, ...set })
  for (const of of [readApiSettings, readWorkerSettings, readEdgeSettings]) expect(() => of(machine)).toThrow(words)
})
