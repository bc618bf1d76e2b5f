import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { environmentOf } from '../testing/deployed.ts'
import { EXAMPLE, exampleTemplates, onlyOf, resourcesOf, synthesise } from '../testing/synthesised.ts'
import { STUDIO_PATH } from './firewall.ts'

const templates = exampleTemplates()
const services = () => resourcesOf(templates, 'AWS::ECS::Service').map(([, { Properties }]) => Properties)
const tasks = () => resourcesOf(templates, 'AWS::ECS::TaskDefinition')
const taskOf = (role: string) => {
  const [, task] = tasks().find(([name]) => name.startsWith(`${role}Task`)) ?? []
  if (task === undefined) throw new Error(`No task of ${role}`)
  return task
}

describe('each service', () => {
  test('has new tasks that are healthy before it stops old ones, and goes back when they are not', () => {
    expect(services()).toHaveLength(3)
    for (const service of services()) {
      expect(service).toMatchObject({
        LaunchType: 'FARGATE',
        DeploymentConfiguration: {
          MinimumHealthyPercent: 100,
          MaximumPercent: 200,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
        NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } },
      })
    }
  })

  test('runs a container that writes to its volumes alone, says how it is, and has time to stop', () => {
    for (const [name, { Properties }] of tasks()) {
      expect(Properties.ContainerDefinitions, name).toMatchObject([
        {
          ReadonlyRootFilesystem: true,
          StopTimeout: 30,
          HealthCheck: {
            Command: ['CMD', 'node', expect.anything(), ...(name.startsWith('Worker') ? [] : [expect.anything()])],
          },
          MountPoints: [{ ContainerPath: '/data' }, { ContainerPath: '/tmp' }],
        },
      ])
    }
  })

  test('grows with its load', () => {
    expect(resourcesOf(templates, 'AWS::ApplicationAutoScaling::ScalableTarget')).toHaveLength(3)
    expect(resourcesOf(templates, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toHaveLength(3)
  })

  test('of the web app is given no secret and no right, and does not reach the database', () => {
    const [, web] = tasks().find(([name]) => name.startsWith('Web')) ?? []
    expect(web?.Properties.ContainerDefinitions).toMatchObject([
      expect.not.objectContaining({ Secrets: expect.anything() }),
    ])
    expect(
      resourcesOf(templates, 'AWS::IAM::Policy')
        .map(([name]) => name)
        .filter((name) => name.startsWith('WebTaskTaskRole')),
    ).toEqual([])
    const groups = services().map(
      ({ NetworkConfiguration }) => JSON.stringify(NetworkConfiguration).match(/Clients/g)?.length ?? 0,
    )
    expect(groups.filter((count) => count === 1)).toHaveLength(2)
    expect(groups.filter((count) => count === 0)).toHaveLength(1)
  })
})

describe('the load balancer', () => {
  test('answers by TLS alone, tells addresses as docs/proxies.md asks, and keeps sockets open', () => {
    const { LoadBalancerAttributes } = onlyOf(templates, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    const attributes = Object.fromEntries(
      (LoadBalancerAttributes as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value]),
    )
    expect(attributes['routing.http.drop_invalid_header_fields.enabled']).toBe('true')
    expect(attributes['routing.http.xff_header_processing.mode'] ?? 'append').toBe('append')
    expect(attributes['routing.http.xff_client_port.enabled'] ?? 'false').toBe('false')
    expect(Number(attributes['idle_timeout.timeout_seconds'])).toBeGreaterThanOrEqual(75)
    const listeners = resourcesOf(templates, 'AWS::ElasticLoadBalancingV2::Listener').map(
      ([, { Properties }]) => Properties,
    )
    const plain = listeners.filter(({ Protocol }) => Protocol === 'HTTP')
    expect(plain).toMatchObject([{ DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS' } }] }])
    expect(listeners).toHaveLength(2)
  })

  test('sends each host to its service, lets open requests end, and answers no other host', () => {
    const rules = resourcesOf(templates, 'AWS::ElasticLoadBalancingV2::ListenerRule').map(
      ([, { Properties }]) => Properties,
    )
    expect(JSON.stringify(rules.map(({ Conditions }) => Conditions))).toBe(
      JSON.stringify(
        [EXAMPLE.hosts.api, EXAMPLE.hosts.app].map((host) => [
          { Field: 'host-header', HostHeaderConfig: { Values: [host] } },
        ]),
      ),
    )
    for (const [, { Properties }] of resourcesOf(templates, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
      expect(Properties.TargetGroupAttributes).toContainEqual({
        Key: 'deregistration_delay.timeout_seconds',
        Value: '30',
      })
      expect(Properties.HealthCheckPath).toMatch(/^\/(health)?$/)
    }
  })

  test('reaches processes, and nothing but it does', () => {
    const ingress = resourcesOf(templates, 'AWS::EC2::SecurityGroupIngress').filter(([name]) =>
      /^(Api|Web|Worker)Group/.test(name),
    )
    expect(
      ingress.map(([, { Properties }]) => [
        Properties.FromPort,
        JSON.stringify(Properties.SourceSecurityGroupId).includes('BalancerGroup'),
      ]),
    ).toEqual([
      [8000, true],
      [5173, true],
    ])
  })
})

describe('the firewall', () => {
  const rules = () =>
    z
      .array(z.looseObject({ Name: z.string(), Statement: z.unknown() }))
      .parse(onlyOf(templates, 'AWS::WAFv2::WebACL').Rules)

  test('lets nobody to the studio who is elsewhere than the list says, of either family', () => {
    const sets = resourcesOf(templates, 'AWS::WAFv2::IPSet').map(([, { Properties }]) => [
      Properties.IPAddressVersion,
      Properties.Addresses,
    ])
    expect(sets).toEqual([
      ['IPV4', ['203.0.113.0/24']],
      ['IPV6', ['2001:db8::/48']],
    ])
    const [studio] = rules()
    expect(studio).toMatchObject({ Name: 'StudioFromElsewhere', Action: { Block: {} } })
    const { statements } = z
      .looseObject({ AndStatement: z.looseObject({ Statements: z.array(z.unknown()) }) })
      .transform(({ AndStatement }) => ({ statements: AndStatement.Statements }))
      .parse(studio?.Statement)
    expect(statements).toMatchObject([
      { ByteMatchStatement: { SearchString: EXAMPLE.hosts.api } },
      { ByteMatchStatement: { SearchString: STUDIO_PATH, PositionalConstraint: 'STARTS_WITH' } },
      { NotStatement: {} },
      { NotStatement: {} },
    ])
  })

  test('knows by its path all that asks for a permission', () => {
    const document = z
      .looseObject({
        paths: z.record(z.string(), z.record(z.string(), z.looseObject({ 'x-permission': z.string().optional() }))),
      })
      .parse(JSON.parse(readFileSync(new URL('../../packages/sdk/openapi.json', import.meta.url), 'utf8')))
    const permitted = Object.entries(document.paths).filter(([, methods]) =>
      Object.values(methods).some((route) => route['x-permission'] !== undefined),
    )
    expect(permitted.length).toBeGreaterThan(20)
    expect(permitted.map(([path]) => path).filter((path) => !path.startsWith(STUDIO_PATH))).toEqual([])
  })

  test('keeps floods out, stands before the load balancer, and keeps no samples of what members send', () => {
    expect(rules().map(({ Name }) => Name)).toEqual([
      'StudioFromElsewhere',
      'Flood',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
    ])
    expect(JSON.stringify(onlyOf(templates, 'AWS::WAFv2::WebACL'))).not.toContain('"SampledRequestsEnabled":true')
    expect(onlyOf(templates, 'AWS::WAFv2::WebACLAssociation')).toHaveProperty('ResourceArn')
  })

  test('does without a set for a family of which no range is allowed', () => {
    const narrow = synthesise({ ...EXAMPLE, adminAllowedIps: ['203.0.113.0/24'] })
    expect(resourcesOf(narrow, 'AWS::WAFv2::IPSet')).toHaveLength(1)
  })
})

describe('alarms on what the processes tell', () => {
  const told = () => environmentOf(templates, taskOf('Api')).METRICS_LOGGED?.split(',') ?? []

  test('read what API and worker write into their logs, and nothing else', () => {
    const read = JSON.stringify(resourcesOf(templates, 'AWS::CloudWatch::Alarm')).matchAll(
      /"MetricName":"((?:betterbliss|nodejs|process)_\w+)"/g,
    )
    expect(new Set([...read].map(([, name]) => name))).toEqual(new Set(told()))
    expect(environmentOf(templates, taskOf('Worker')).METRICS_LOGGED?.split(',')).toEqual(told())
  })

  test('are what Prometheus warns of, but for what AWS tells itself', () => {
    const rules = readFileSync(new URL('../observability/prometheus/alerts.yml', import.meta.url), 'utf8')
    const named = [...rules.matchAll(/\b(?:betterbliss|nodejs|process)_\w+/g)].map(([name]) => name)
    // Of requests the load balancer tells, of the edge CloudFront.
    const elsewhere = named.filter((name) => name.startsWith('betterbliss_http') || name.startsWith('betterbliss_edge'))
    expect(new Set(told())).toEqual(new Set(named.filter((name) => !elsewhere.includes(name))))
  })
})

describe('who runs it', () => {
  test('is told of every alarm, and of its end, with the page that says what to do', () => {
    const pages = headingsOf('../../docs/deploy/incidents.md')
    const alarms = resourcesOf(templates, 'AWS::CloudWatch::Alarm')
      .map(([name, { Properties }]): Record<string, unknown> => ({ name, ...Properties }))
      .filter(({ AlarmDescription }) => typeof AlarmDescription === 'string' && AlarmDescription.startsWith('docs/'))
    expect(alarms).toHaveLength(27)
    for (const { name, AlarmActions, OKActions, AlarmDescription } of alarms) {
      expect([AlarmActions, OKActions], String(name)).toMatchObject([
        [{ Ref: expect.stringContaining('Alarms') }],
        [{}],
      ])
      expect(pages).toContain(String(AlarmDescription).replace('docs/deploy/incidents.md#', ''))
    }
  })

  test('is told when most of the budget is spent', () => {
    expect(onlyOf(templates, 'AWS::Budgets::Budget')).toMatchObject({
      Budget: { BudgetLimit: { Amount: 500, Unit: 'USD' }, TimeUnit: 'MONTHLY' },
      NotificationsWithSubscribers: [
        {
          Notification: { NotificationType: 'ACTUAL', Threshold: 80 },
          Subscribers: [{ Address: EXAMPLE.operatorEmail }],
        },
        { Notification: { NotificationType: 'FORECASTED', Threshold: 100 } },
      ],
    })
  })
})

test('a large installation differs in how much there is of everything, and in nothing else', () => {
  const large = synthesise({ ...EXAMPLE, size: '100k' })
  const kinds = (of: typeof large) =>
    new Set(Object.values(of).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)))
  expect(kinds(large)).toEqual(kinds(templates))
  expect(resourcesOf(large, 'AWS::EC2::NatGateway')).toHaveLength(2)
  expect(resourcesOf(templates, 'AWS::EC2::NatGateway')).toHaveLength(1)
})

/** As GitHub names them in addresses. */
function headingsOf(path: string): string[] {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  return [...text.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
}
