import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { readApiSettings, readWorkerSettings } from '@better-and-bliss/settings'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ROLES } from '../roles.ts'
import { ENTERED_BY_HAND, environmentOf } from '../testing/deployed.ts'
import { EXAMPLE, exampleTemplates, resourcesOf, synthesise } from '../testing/synthesised.ts'

/** The image's working folder has the same in it. */
const ROOT = join(import.meta.dirname, '../..')
const installation = { ...EXAMPLE, datadog: { site: 'datadoghq.eu', apiKeySecretArn: ENTERED_BY_HAND } }
const templates = synthesise(installation)
const tasksOf = (of: typeof templates) => resourcesOf(of, 'AWS::ECS::TaskDefinition')
const taskOf = (role: string) => {
  const [, task] = tasksOf(templates).find(([name]) => name.toLowerCase().startsWith(`${role}task`)) ?? []
  if (!task) throw new Error(`No task of ${role}`)
  return task
}
const containersOf = (role: string) =>
  z.array(z.record(z.string(), z.unknown())).parse(taskOf(role).Properties.ContainerDefinitions)
const machineWith = (variables: Record<string, string>) => ({ variables, resolvePath: (path: string) => path })

describe.each([
  ['api', readApiSettings, 9464],
  ['worker', readWorkerSettings, 9465],
] as const)('with Datadog the task of the %s', (role, read, port) => {
  test('has an agent, without which it goes on, and whose key comes from Secrets Manager', () => {
    expect(containersOf(role)).toMatchObject([
      { Name: role, Essential: true },
      {
        Name: 'datadog-agent',
        Essential: false,
        Environment: expect.arrayContaining([
          { Name: 'ECS_FARGATE', Value: 'true' },
          { Name: 'DD_SITE', Value: 'datadoghq.eu' },
        ]),
        Secrets: [{ Name: 'DD_API_KEY', ValueFrom: ENTERED_BY_HAND }],
      },
    ])
  })

  test('is told of it in settings that its process reads: spans to the agent, lines to the site, figures for the agent alone', () => {
    const settings = read(machineWith(environmentOf(templates, taskOf(role))))
    expect(settings.observability).toMatchObject({
      kind: 'datadog',
      traces: true,
      agentUrl: 'http://127.0.0.1:8126',
      logs: { site: 'datadoghq.eu' },
      environment: 'production',
    })
    expect([settings.metrics].flat()).toEqual([{ host: '127.0.0.1', port }])
  })

  test('loads the tracer before everything else, and says to the agent what to ask', () => {
    const [own] = containersOf(role)
    const [, flag, loaded = '', entry = ''] = z.array(z.string()).parse(own?.Command)
    expect(entry).toBe(ROLES[role].entry)
    const { status, stderr } = spawnSync(process.execPath, [String(flag), loaded, '--eval', ''], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    expect(loaded).toMatch(new RegExp(`[?]role=${role}$`))
    const label = z.record(z.string(), z.string()).parse(own?.DockerLabels)['com.datadoghq.ad.checks'] ?? ''
    expect(JSON.parse(label)).toMatchObject({
      openmetrics: {
        instances: [{ openmetrics_endpoint: `http://127.0.0.1:${port}/metrics`, namespace: 'betterbliss' }],
      },
    })
  })

  test('may read the key when it starts', () => {
    const readers = resourcesOf(templates, 'AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties.PolicyDocument).includes(ENTERED_BY_HAND),
    )
    expect(
      readers.map(([name]) => name.toLowerCase()).some((name) => name.startsWith(`${role}taskexecutionrole`)),
    ).toBe(true)
  })
})

test('the web app has no figures, and no agent', () => {
  expect(containersOf('web')).toHaveLength(1)
})

test('without Datadog there is none of it', () => {
  expect(JSON.stringify(exampleTemplates())).not.toMatch(/datadog|METRICS_PORT|DD_/i)
})
