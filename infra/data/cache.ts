import { SecretValue } from 'aws-cdk-lib'
import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2'
import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { PARTS } from '../sizes.ts'

export interface Cache {
  group: CfnReplicationGroup
  /** REDIS_URL, with the password in it. */
  url: ISecret
  securityGroup: SecurityGroup
}

export const CACHE_PORT = 6379

/** Valkey, by TLS and password, with a second node that takes over. */
export function cache(scope: Construct, { vpc, size }: { vpc: IVpc } & Pick<Installation, 'size'>): Cache {
  const securityGroup = new SecurityGroup(scope, 'CacheGroup', { vpc, allowAllOutbound: false })
  const password = new Secret(scope, 'CachePassword', {
    description: 'Better & Bliss: password of Valkey',
    generateSecretString: { excludePunctuation: true, passwordLength: 64 },
  })
  const subnets = new CfnSubnetGroup(scope, 'CacheSubnets', {
    description: 'Better & Bliss: Valkey',
    subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
  })
  const group = new CfnReplicationGroup(scope, 'Cache', {
    replicationGroupDescription: 'Better & Bliss: counts requests',
    engine: 'valkey',
    engineVersion: '8.0',
    cacheNodeType: PARTS[size].cacheNode,
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    port: CACHE_PORT,
    transitEncryptionEnabled: true,
    atRestEncryptionEnabled: true,
    authToken: password.secretValue.unsafeUnwrap(),
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [securityGroup.securityGroupId],
    autoMinorVersionUpgrade: true,
  })
  const address = `rediss://:${password.secretValue.unsafeUnwrap()}@${group.attrPrimaryEndPointAddress}:${CACHE_PORT}`
  const url = new Secret(scope, 'CacheUrl', {
    description: 'Better & Bliss: REDIS_URL',
    secretStringValue: SecretValue.unsafePlainText(address),
  })
  return { group, url, securityGroup }
}
