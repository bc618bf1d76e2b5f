import { describe, expect, test } from 'vitest'
import { exampleTemplates, onlyOf, resourcesOf } from '../testing/synthesised.ts'

const templates = exampleTemplates()

describe('the database', () => {
  test('is encrypted, stands in two zones, and is reached from inside alone, by TLS alone', () => {
    expect(onlyOf(templates, 'AWS::RDS::DBInstance')).toMatchObject({
      StorageEncrypted: true,
      MultiAZ: true,
      PubliclyAccessible: false,
    })
    expect(onlyOf(templates, 'AWS::RDS::DBParameterGroup')).toMatchObject({ Parameters: { 'rds.force_ssl': '1' } })
  })

  test('can be restored to any moment of two weeks, is not deleted by mistake, and leaves a snapshot', () => {
    const [[, database] = []] = resourcesOf(templates, 'AWS::RDS::DBInstance')
    expect(database).toMatchObject({
      DeletionPolicy: 'Snapshot',
      Properties: { BackupRetentionPeriod: 14, DeletionProtection: true, CopyTagsToSnapshot: true },
    })
  })

  test('and Valkey are reached by members of one group, on one port each', () => {
    const rules = resourcesOf(templates, 'AWS::EC2::SecurityGroupIngress')
      .filter(([name]) => /^(Database|Cache)Group/.test(name))
      .map(([, { Properties }]) => [
        Properties.FromPort,
        Properties.ToPort,
        JSON.stringify(Properties.SourceSecurityGroupId),
      ])
    const [, , clients] = rules[0] ?? []
    expect(rules).toEqual([
      [5432, 5432, clients],
      [6379, 6379, clients],
    ])
    expect(clients).toMatch(/Clients/)
  })
})

test('Valkey speaks TLS, asks for a password, is encrypted, and another node takes over', () => {
  expect(onlyOf(templates, 'AWS::ElastiCache::ReplicationGroup')).toMatchObject({
    Engine: 'valkey',
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    AutomaticFailoverEnabled: true,
    NumCacheClusters: 2,
    AuthToken: { 'Fn::Join': ['', expect.arrayContaining([expect.stringContaining('{{resolve:secretsmanager:')])] },
  })
})

test('no secret is written in a template: each is made by Secrets Manager, or refers to what was', () => {
  const secrets = resourcesOf(templates, 'AWS::SecretsManager::Secret')
  expect(secrets).toHaveLength(7)
  for (const [name, { Properties }] of secrets) {
    if (Properties.GenerateSecretString) continue
    expect(JSON.stringify(Properties.SecretString), name).toMatch(/\{\{resolve:secretsmanager:|"ClientSecret"/)
  }
})

test('keys that sealed what is in the database stay when the stack goes', () => {
  const policies = resourcesOf(templates, 'AWS::SecretsManager::Secret')
    .filter(([name]) => /^(JwtKeys|StreamingKeys)/.test(name))
    .map(([, { DeletionPolicy }]) => DeletionPolicy)
  expect(policies).toEqual(['Retain', 'Retain'])
})
