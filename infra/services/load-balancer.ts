import { Duration } from 'aws-cdk-lib'
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager'
import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2'
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53'
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import type { RoleService } from './service.ts'

export interface Balanced {
  balancer: ApplicationLoadBalancer
  api: ApplicationTargetGroup
  web: ApplicationTargetGroup
}

interface Parts {
  vpc: IVpc
  installation: Installation
  api: RoleService
  web: RoleService
}

/** Sockets and streams of events send something every half a minute; docs/proxies.md asks for 75 s or more. */
const IDLE_TIMEOUT = Duration.seconds(120)
/** What a task that stops has under way: no more is sent to it, and then it is asked to stop. */
const DRAINING = Duration.seconds(30)

/** TLS for app and API, each by its host. Whoever asks for another host gets 404. */
export function loadBalancer(scope: Construct, { vpc, installation, api, web }: Parts): Balanced {
  const { hosts } = installation
  const balancer = new ApplicationLoadBalancer(scope, 'Balancer', {
    vpc,
    internetFacing: true,
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    securityGroup: new SecurityGroup(scope, 'BalancerGroup', { vpc, allowAllOutbound: false }),
    idleTimeout: IDLE_TIMEOUT,
    dropInvalidHeaderFields: true,
  })
  balancer.addRedirect()
  const listener = balancer.addListener('Https', {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    sslPolicy: SslPolicy.RECOMMENDED_TLS,
    certificates: [addresses(scope, balancer, installation)],
    defaultAction: ListenerAction.fixedResponse(404),
  })
  return {
    balancer,
    api: target(listener, 'Api', { role: api, host: hosts.api, path: '/health', priority: 1 }),
    web: target(listener, 'Web', { role: web, host: hosts.app, path: '/', priority: 2 }),
  }
}

function addresses(
  scope: Construct,
  balancer: ApplicationLoadBalancer,
  { zone: { id, name }, hosts }: Installation,
): Certificate {
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: id, zoneName: name })
  const target = RecordTarget.fromAlias(new LoadBalancerTarget(balancer))
  new ARecord(scope, 'AppAddress', { zone, recordName: `${hosts.app}.`, target })
  new ARecord(scope, 'ApiAddress', { zone, recordName: `${hosts.api}.`, target })
  return new Certificate(scope, 'Certificate', {
    domainName: hosts.app,
    subjectAlternativeNames: [hosts.api],
    validation: CertificateValidation.fromDns(zone),
  })
}

interface Target {
  role: RoleService
  host: string
  path: string
  priority: number
}

function target(
  listener: ApplicationListener,
  id: string,
  { role, host, path, priority }: Target,
): ApplicationTargetGroup {
  return listener.addTargets(id, {
    priority,
    conditions: [ListenerCondition.hostHeaders([host])],
    protocol: ApplicationProtocol.HTTP,
    targets: [role.service],
    deregistrationDelay: DRAINING,
    healthCheck: {
      path,
      interval: Duration.seconds(10),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 3,
    },
  })
}
