import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { type ISecurityGroup, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2'
import {
  type Cluster,
  type ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { ROLES, type Role } from '../roles.ts'
import { PARTS, type Size } from '../sizes.ts'
import { addAgent, checkLabels, type Datadog, type ObservedRole, tracedCommand } from './datadog.ts'
import type { Variables } from './environment.ts'

interface Props extends Variables {
  role: Role
  /** Who watches it; null: nobody but AWS. */
  observed: { role: ObservedRole; by: Datadog } | null
  size: Size
  cluster: Cluster
  image: ContainerImage
  policies: PolicyStatement[]
  /** What reaches database and cache, for those that need it. */
  clients?: ISecurityGroup
}

/** What a process may take to close what it has open; after it, it is killed. Ours ends by itself in five seconds. */
const STOP_TIMEOUT = Duration.seconds(30)

/** One role as a service of Fargate: new tasks are healthy before old ones are asked to stop, and come back when they are not. */
export class RoleService extends Construct {
  readonly service: FargateService
  readonly ownGroup: SecurityGroup

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id)
    const { role, size, cluster, policies, clients } = props
    const { cpu, memoryMiB, least, most } = PARTS[size][role]
    const { diskGiB } = ROLES[role]
    const taskDefinition = new FargateTaskDefinition(this, 'Task', {
      cpu,
      memoryLimitMiB: memoryMiB,
      ephemeralStorageGiB: diskGiB,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.X86_64, operatingSystemFamily: OperatingSystemFamily.LINUX },
      // What a role writes is of no value once it ended.
      volumes: [{ name: 'data' }, { name: 'tmp' }],
    })
    this.addContainer(taskDefinition, props)
    for (const policy of policies) taskDefinition.addToTaskRolePolicy(policy)
    this.ownGroup = new SecurityGroup(this, 'Group', { vpc: cluster.vpc })
    this.service = new FargateService(this, 'Service', {
      cluster,
      taskDefinition,
      desiredCount: least,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      securityGroups: [this.ownGroup, ...(clients ? [clients] : [])],
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      assignPublicIp: false,
    })
    this.service
      .autoScaleTaskCount({ minCapacity: least, maxCapacity: most })
      .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, scaleInCooldown: Duration.minutes(5) })
  }

  private addContainer(taskDefinition: FargateTaskDefinition, props: Props): void {
    const { role, image, environment, secrets, observed } = props
    const { healthCheck, port } = ROLES[role]
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const container = taskDefinition.addContainer(role, {
      image,
      environment,
      secrets,
      readonlyRootFilesystem: true,
      stopTimeout: STOP_TIMEOUT,
      logging: LogDrivers.awsLogs({ streamPrefix: role, logGroup }),
      healthCheck: {
        command: ['CMD', ...healthCheck],
        interval: Duration.seconds(30),
        timeout: Duration.seconds(10),
        retries: 3,
        startPeriod: Duration.seconds(60),
      },
      ...(observed && { command: tracedCommand(observed.role), dockerLabels: checkLabels(observed.role) }),
      ...(port !== undefined && { portMappings: [{ containerPort: port }] }),
    })
    container.addMountPoints(
      { sourceVolume: 'data', containerPath: '/data', readOnly: false },
      { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
    )
    if (observed) addAgent(taskDefinition, observed.by, logGroup)
  }
}
