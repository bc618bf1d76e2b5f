import { readFileSync } from 'node:fs'
import { Duration } from 'aws-cdk-lib'
import { ContainerImage, type FargateTaskDefinition, LogDrivers, Secret } from 'aws-cdk-lib/aws-ecs'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { type ISecret, Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Installation } from '../installation.ts'
import { METRICS_PORTS, ROLES } from '../roles.ts'
import type { Variables } from './environment.ts'

/** What has figures and spans; the web app has neither. */
export type ObservedRole = keyof typeof METRICS_PORTS

/** Datadog as an installation has it: whose key, and at which site. */
export interface Datadog {
  site: string
  apiKey: ISecret
}

/** Its newest version 7: Datadog's own instructions for Fargate name no narrower one. */
const AGENT = 'public.ecr.aws/datadog/agent:7'
/** Of the task's; what it takes beyond it costs the agent its life, not ours. */
const AGENT_MEMORY_MIB = 256

const checks = z.object({
  instances: z.array(z.looseObject({ openmetrics_endpoint: z.string() })),
})
const FILE = new URL('../observability/datadog/openmetrics.yaml', import.meta.url)

/** Null where the installation names no key. */
export function datadogOf(scope: Construct, { datadog }: Installation): Datadog | null {
  if (!datadog) return null
  const { site, apiKeySecretArn } = datadog
  return { site, apiKey: StoredSecret.fromSecretCompleteArn(scope, 'DatadogApiKey', apiKeySecretArn) }
}

/** What a role is told, so that it sends spans to the agent beside it, lines of its log to Datadog, and answers for its figures. */
export function datadogVariables({ site, apiKey }: Datadog): Variables {
  return {
    environment: {
      // Containers of one task have one network: nobody else reaches it.
      METRICS_PORT: String(METRICS_PORTS.api),
      DD_TRACE_ENABLED: 'true',
      DD_LOGS_ENABLED: 'true',
      DD_SITE: site,
      DD_SERVICE: 'better-and-bliss',
      DD_ENV: 'production',
    },
    secrets: { DD_API_KEY: Secret.fromSecretsManager(apiKey) },
  }
}

/** The image's own command, with the tracer loaded before everything else. */
export function tracedCommand(role: ObservedRole): string[] {
  return ['node', '--import', `./packages/observability/src/tracing/start.ts?role=${role}`, ROLES[role].entry]
}

/** Tells the agent what to ask: its check of OpenMetrics for the port of the role. */
export function checkLabels(role: ObservedRole): Record<string, string> {
  const { instances } = checks.parse(parse(readFileSync(FILE, 'utf8')))
  const own = instances.filter(({ openmetrics_endpoint: url }) => Number(new URL(url).port) === METRICS_PORTS[role])
  if (own.length !== 1) throw new Error(`There are ${own.length} checks of the ${role}`)
  return { 'com.datadoghq.ad.checks': JSON.stringify({ openmetrics: { init_config: [{}], instances: own } }) }
}

/** The agent, beside the container of a role. The task goes on without it. */
export function addAgent(task: FargateTaskDefinition, { site, apiKey }: Datadog, logGroup: ILogGroup): void {
  task.addContainer('datadog-agent', {
    image: ContainerImage.fromRegistry(AGENT),
    essential: false,
    memoryLimitMiB: AGENT_MEMORY_MIB,
    environment: { ECS_FARGATE: 'true', DD_SITE: site, DD_ENV: 'production', DD_APM_ENABLED: 'true' },
    secrets: { DD_API_KEY: Secret.fromSecretsManager(apiKey) },
    logging: LogDrivers.awsLogs({ streamPrefix: 'datadog-agent', logGroup }),
    healthCheck: {
      command: ['CMD-SHELL', 'agent health'],
      interval: Duration.seconds(30),
      timeout: Duration.seconds(5),
      retries: 3,
      startPeriod: Duration.seconds(30),
    },
  })
}
