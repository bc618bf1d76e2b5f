import { readApiSettings, readWebSettings, readWorkerSettings, VARIABLES_OF } from '@better-and-bliss/settings'
import { describe, expect, test } from 'vitest'
import { environmentOf } from '../testing/deployed.ts'
import { EXAMPLE, exampleTemplates, resourcesOf } from '../testing/synthesised.ts'

const machineWith = (variables: Record<string, string>) => ({ variables, resolvePath: (path: string) => path })
const READERS = { api: readApiSettings, worker: readWorkerSettings, web: readWebSettings }
/** What is read by Node, not by us. */
const OF_NODE = ['NODE_EXTRA_CA_CERTS']

const templates = exampleTemplates()

const environment = (role: keyof typeof READERS) => {
  const tasks = resourcesOf(templates, 'AWS::ECS::TaskDefinition')
  const [, task] = tasks.find(([name]) => name.toLowerCase().startsWith(`${role}task`)) ?? []
  if (task === undefined) throw new Error(`No task of ${role}`)
  return environmentOf(templates, task)
}

describe.each(['api', 'worker', 'web'] as const)('what the container of the %s is given', (role) => {
  test('is all that its settings ask for in production', () => {
    expect(() => READERS[role](machineWith(environment(role)))).not.toThrow()
  })

  test('is nothing that it does not read', () => {
    const foreign = Object.keys(environment(role)).filter((name) => !VARIABLES_OF[role].has(name))
    expect(foreign.filter((name) => !OF_NODE.includes(name))).toEqual([])
  })
})

describe('the settings that come of it', () => {
  test('of the API: TLS to database and Valkey, Cognito, the bucket, and whose word on addresses counts', () => {
    const settings = readApiSettings(machineWith(environment('api')))
    expect(settings.databaseUrl.reveal()).toMatch(
      /^postgresql:\/\/bliss:\w{40}@\S+\.rds\.amazonaws\.com:5432\/bliss\?sslmode=verify-full$/,
    )
    expect(settings.limitsStore.kind === 'redis' && settings.limitsStore.url.reveal()).toMatch(
      /^rediss:\/\/:\w{64}@\S+:6379$/,
    )
    expect(settings).toMatchObject({
      environment: 'production',
      identity: { kind: 'cognito', hostedUrl: 'https://example-org.auth.eu-central-1.amazoncognito.com' },
      store: { kind: 's3', bucket: 'example-org-media', credentials: undefined },
      edgeStore: { kind: 'cloudfront' },
      mailNotifications: { kind: 'ses' },
      trustedProxies: ['10.0.0.0/24', '10.0.1.0/24'],
      adminAddresses: EXAMPLE.adminAllowedIps,
    })
  })

  test('of the worker: MediaConvert, SES, and what it tells the edges', () => {
    expect(readWorkerSettings(machineWith(environment('worker')))).toMatchObject({
      transcoder: { kind: 'mediaconvert', region: 'eu-central-1', bucket: 'example-org-media' },
      mail: { kind: 'ses', from: 'studio@example.org' },
      edgeStore: { kind: 'cloudfront' },
    })
  })

  test('of both: the same keys, and of an earlier streaming key none until somebody enters one', () => {
    const api = readApiSettings(machineWith(environment('api')))
    expect(Object.keys(api.streamKeys.reveal())).toEqual(['current'])
    expect(api.streamKeys.reveal().current).toHaveLength(64)
  })
})
