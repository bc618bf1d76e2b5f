import { describe, expect, test } from 'vitest'
import { readApiSettings, readEdgeSettings, readTracingSettings, readWorkerSettings } from './roles.ts'
import { machineWith, REQUIRED } from './testing/machine.ts'

const SET = {
  DD_API_KEY: 'a key of Datadog',
  DD_SITE: 'datadoghq.eu',
  DD_SERVICE: 'betterbliss-auth',
  DD_ENV: 'production',
  DD_VERSION: '1.0.0',
  DD_TRACE_ENABLED: 'true',
  DD_LOGS_ENABLED: 'true',
  DD_TRACE_AGENT_URL: 'http://agent:8126/',
}

describe('the variables of Datadog', () => {
  test('each have their effect, for API, worker, edge and what loads the tracer alike', () => {
    const machine = machineWith({ ...REQUIRED, ...SET })
    for (const read of [readApiSettings, readWorkerSettings, readEdgeSettings, readTracingSettings]) {
      const { observability } = read(machine)
      if (observability.kind !== 'datadog') throw new Error('Datadog is wanted')
      const { logs, ...rest } = observability
      expect(rest).toEqual({
        kind: 'datadog',
        traces: true,
        agentUrl: 'http://agent:8126',
        service: 'betterbliss-auth',
        environment: 'production',
        version: '1.0.0',
      })
      // The tracer sends no line, and is loaded before a key may be had.
      const expected = read === readTracingSettings ? [undefined, undefined] : ['a key of Datadog', 'datadoghq.eu']
      expect([logs?.apiKey.reveal(), logs?.site]).toEqual(expected)
    }
  })

  test('do nothing by themselves: only what is enabled is sent', () => {
    const off = machineWith({ ...REQUIRED, ...SET, DD_TRACE_ENABLED: 'no', DD_LOGS_ENABLED: '' })
    expect(readApiSettings(off).observability).toEqual({ kind: 'off' })
    const traced = readApiSettings(machineWith({ ...REQUIRED, DD_TRACE_ENABLED: 'yes' })).observability
    expect(traced).toMatchObject({ traces: true, logs: undefined, agentUrl: 'http://127.0.0.1:8126' })
  })

  test('logs need the key, and a site is a host', () => {
    const read = (set: Record<string, string>) => () => readApiSettings(machineWith({ ...REQUIRED, ...set }))
    expect(read({ DD_LOGS_ENABLED: 'true' })).toThrow('DD_API_KEY is missing: DD_LOGS_ENABLED needs it')
    expect(read({ ...SET, DD_SITE: 'https://datadoghq.eu/x' })).toThrow('DD_SITE: must be a host name alone')
  })
})
