import { Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib'
import { InstanceType, type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2'
import { Credentials, DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { PARTS } from '../sizes.ts'

export interface Database {
  instance: DatabaseInstance
  /** What SECRETS_ID names: DATABASE_URL, with the password in it. */
  secrets: ISecret
  securityGroup: SecurityGroup
}

const NAME = 'bliss'
export const DATABASE_PORT = 5432

/** PostgreSQL, encrypted, on two zones, restorable to any moment of two weeks; it refuses whoever comes without TLS. */
export function database(scope: Construct, { vpc, size }: { vpc: IVpc } & Pick<Installation, 'size'>): Database {
  const securityGroup = new SecurityGroup(scope, 'DatabaseGroup', { vpc, allowAllOutbound: false })
  const { instance: type, storageGiB, mostStorageGiB } = PARTS[size].database
  const password = new Secret(scope, 'DatabasePassword', {
    description: 'Better & Bliss: password of the database',
    // It stands in an address.
    generateSecretString: { excludePunctuation: true, passwordLength: 40 },
  })
  const instance = new DatabaseInstance(scope, 'Database', {
    engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
    instanceType: new InstanceType(type),
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroups: [securityGroup],
    credentials: Credentials.fromPassword(NAME, password.secretValue),
    databaseName: NAME,
    port: DATABASE_PORT,
    parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000' },
    storageEncrypted: true,
    allocatedStorage: storageGiB,
    maxAllocatedStorage: mostStorageGiB,
    multiAz: true,
    backupRetention: Duration.days(14),
    copyTagsToSnapshot: true,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.SNAPSHOT,
    autoMinorVersionUpgrade: true,
    cloudwatchLogsExports: ['postgresql'],
    publiclyAccessible: false,
  })
  const address = `postgresql://${NAME}:${password.secretValue.unsafeUnwrap()}@${instance.dbInstanceEndpointAddress}:${DATABASE_PORT}/${NAME}`
  const secrets = new Secret(scope, 'DatabaseSecrets', {
    description: 'Better & Bliss: secrets that processes read again while they run',
    // CloudFormation writes the password in: the template holds a reference to it.
    secretStringValue: SecretValue.unsafePlainText(JSON.stringify({ DATABASE_URL: address })),
  })
  return { instance, secrets, securityGroup }
}
