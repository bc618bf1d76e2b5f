import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import type { Condition } from './condition.ts'
import type { Stacks } from './environment.ts'
import type { Balanced } from './load-balancer.ts'
import { ofOwnMetrics } from './own-metrics.ts'
import type { RoleService } from './service.ts'

interface Watched extends Stacks {
  balanced: Balanced
  services: Record<string, RoleService>
}

const MINUTE = Duration.minutes(1)
const FIVE = Duration.minutes(5)
const GIB = 1024 ** 3

export function alarms(scope: Construct, watched: Watched): Topic {
  const topic = new Topic(scope, 'Alarms', { displayName: 'Better & Bliss: alarms' })
  topic.addSubscription(new EmailSubscription(watched.installation.operatorEmail))
  const action = new SnsAction(topic)
  const all = {
    ...ofRequests(watched),
    ...ofData(watched),
    ...ofMedia(watched),
    ...ofMail(),
    ...ofServices(watched),
    ...ofOwnMetrics(),
  }
  for (const [name, { metric, threshold, periods, below, missing, page }] of Object.entries(all)) {
    const alarm = new Alarm(scope, `${name}Alarm`, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
      alarmDescription: `docs/deploy/incidents.md#${page}`,
    })
    alarm.addAlarmAction(action)
    alarm.addOkAction(action)
  }
  return topic
}

function ofRequests({ balanced: { balancer, api, web } }: Watched): Record<string, Condition> {
  const refused = balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: MINUTE, statistic: 'Sum' })
  const failed = api.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE, statistic: 'Sum' })
  const slow = api.metrics.targetResponseTime({ period: MINUTE, statistic: 'p99' })
  const healthy = (group: typeof api) => group.metrics.healthyHostCount({ period: MINUTE, statistic: 'Minimum' })
  const none = { threshold: 1, periods: 2, below: true, missing: TreatMissingData.BREACHING }
  return {
    BalancerErrors: { metric: refused, threshold: 10, periods: 3, page: 'requests-fail' },
    ApiErrors: { metric: failed, threshold: 10, periods: 3, page: 'requests-fail' },
    ApiSlow: { metric: slow, threshold: 2, periods: 5, page: 'requests-are-slow' },
    ApiGone: { metric: healthy(api), ...none, page: 'requests-fail' },
    WebGone: { metric: healthy(web), ...none, page: 'requests-fail' },
  }
}

function ofData({ data: { database, cache } }: Watched): Record<string, Condition> {
  const { instance } = database
  const cacheMemory = new Metric({
    namespace: 'AWS/ElastiCache',
    metricName: 'DatabaseMemoryUsagePercentage',
    dimensionsMap: { ReplicationGroupId: cache.group.ref },
    period: FIVE,
    statistic: 'Maximum',
  })
  return {
    DatabaseCpu: {
      metric: instance.metricCPUUtilization({ period: FIVE }),
      threshold: 80,
      periods: 3,
      page: 'the-database',
    },
    DatabaseRoom: {
      metric: instance.metricFreeStorageSpace({ period: FIVE, statistic: 'Minimum' }),
      threshold: 4 * GIB,
      periods: 1,
      below: true,
      page: 'the-database',
    },
    DatabaseMemory: {
      metric: instance.metricFreeableMemory({ period: FIVE, statistic: 'Minimum' }),
      threshold: 0.1 * GIB,
      periods: 3,
      below: true,
      page: 'the-database',
    },
    CacheMemory: { metric: cacheMemory, threshold: 80, periods: 3, page: 'valkey' },
  }
}

function ofMedia({ media: { mediaConvert } }: Watched): Record<string, Condition> {
  const { events, deadEvents } = mediaConvert
  return {
    EventsUnread: {
      metric: events.metricApproximateAgeOfOldestMessage({ period: FIVE, statistic: 'Maximum' }),
      threshold: 900,
      periods: 1,
      page: 'conversions',
    },
    EventsUnreadable: {
      metric: deadEvents.metricApproximateNumberOfMessagesVisible({ period: FIVE, statistic: 'Maximum' }),
      threshold: 1,
      periods: 1,
      page: 'conversions',
    },
  }
}

/** SES stops an account at 10 % and 0.5 %, and warns it at half of that. */
function ofMail(): Record<string, Condition> {
  const rate = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: 'Maximum' })
  return {
    Bounces: { metric: rate('Reputation.BounceRate'), threshold: 0.04, periods: 1, page: 'mail' },
    Complaints: { metric: rate('Reputation.ComplaintRate'), threshold: 0.001, periods: 1, page: 'mail' },
  }
}

function ofServices({ services }: Watched): Record<string, Condition> {
  const memory = Object.entries(services).map(([role, { service }]) => [
    `${role[0]?.toUpperCase()}${role.slice(1)}Memory`,
    { metric: service.metricMemoryUtilization({ period: FIVE }), threshold: 85, periods: 3, page: 'memory' },
  ])
  const worker = services.worker?.service.metricCpuUtilization({ period: FIVE, statistic: 'SampleCount' })
  return {
    ...Object.fromEntries(memory),
    ...(worker && {
      WorkerGone: {
        metric: worker,
        threshold: 1,
        periods: 2,
        below: true,
        missing: TreatMissingData.BREACHING,
        page: 'the-worker',
      },
    }),
  }
}
