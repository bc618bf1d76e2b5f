import { Stack, type StackProps } from 'aws-cdk-lib'
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import { Cluster, type ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs'
import { Subscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Role } from '../roles.ts'
import { alarms } from './alarms.ts'
import { budget } from './budget.ts'
import { datadogOf, datadogVariables, type ObservedRole } from './datadog.ts'
import { apiVariables, type Stacks, type Variables, webVariables, workerVariables } from './environment.ts'
import { firewall } from './firewall.ts'
import { loadBalancer } from './load-balancer.ts'
import { apiPolicies, workerPolicies } from './policies.ts'
import { RoleService } from './service.ts'
import { webPushVariables } from './web-push.ts'

/** The image of each role. */
export type Images = (role: Role) => ContainerImage

/** What runs: everything here can be thrown away and made anew. */
export class ServicesStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { images, stacks, ...props }: StackProps & { images: Images; stacks: Stacks },
  ) {
    super(scope, id, props)
    const { installation, data, mail, media, members } = stacks
    const { size } = installation
    const cluster = new Cluster(this, 'Cluster', { vpc: data.vpc, containerInsightsV2: ContainerInsights.DISABLED })
    // As it stands in the other stack: nothing here changes what it allows.
    const clients = SecurityGroup.fromSecurityGroupId(this, 'Clients', data.clients.securityGroupId, { mutable: false })
    const datadog = datadogOf(this, installation)
    const told = datadog ? datadogVariables(datadog) : { environment: {}, secrets: {} }
    const push = webPushVariables(this, installation)
    const observed = (role: ObservedRole, variables: Variables) => ({
      observed: datadog && { role, by: datadog },
      environment: { ...variables.environment, ...push.environment, ...told.environment },
      secrets: { ...variables.secrets, ...push.secrets, ...told.secrets },
    })
    const run = (
      role: Role,
      parts: Omit<ConstructorParameters<typeof RoleService>[2], 'role' | 'size' | 'cluster' | 'image'>,
    ) =>
      new RoleService(this, `${role[0]?.toUpperCase()}${role.slice(1)}`, {
        role,
        size,
        cluster,
        image: images(role),
        ...parts,
      })
    const api = run('api', {
      ...observed('api', apiVariables(stacks)),
      policies: apiPolicies({ data, media, members }),
      clients,
    })
    const worker = run('worker', {
      ...observed('worker', workerVariables(stacks)),
      policies: workerPolicies({ data, mail, media, members }),
      clients,
    })
    const web = run('web', { ...webVariables(stacks), observed: null, policies: [] })
    const balanced = loadBalancer(this, { vpc: data.vpc, installation, api, web })
    firewall(this, installation, balanced.balancer.loadBalancerArn)
    const reports = new Subscription(this, 'MailReportsToApi', {
      topic: mail.mail.topic,
      protocol: SubscriptionProtocol.HTTPS,
      endpoint: `https://${installation.hosts.api}/api/newsletter/ses-notifications`,
    })
    // It confirms itself, when somebody answers.
    reports.node.addDependency(api.service, balanced.api)
    alarms(this, { ...stacks, balanced, services: { api, worker, web } })
    budget(this, installation)
  }
}
