import { Stack, type StackProps } from 'aws-cdk-lib'
import { type IVpc, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { CACHE_PORT, type Cache, cache } from './cache.ts'
import { DATABASE_PORT, type Database, database } from './database.ts'
import { network } from './network.ts'
import { type Keys, keys } from './secrets.ts'

/** The network, and what must never be lost or read by others: database, cache and keys. */
export class DataStack extends Stack {
  readonly vpc: IVpc
  readonly database: Database
  readonly cache: Cache
  readonly keys: Keys
  /** Whoever is in it reaches database and cache; nobody else does. */
  readonly clients: SecurityGroup

  constructor(scope: Construct, id: string, { installation, ...props }: StackProps & { installation: Installation }) {
    super(scope, id, props)
    this.vpc = network(this, installation)
    this.database = database(this, { vpc: this.vpc, size: installation.size })
    this.cache = cache(this, { vpc: this.vpc, size: installation.size })
    this.keys = keys(this)
    this.clients = new SecurityGroup(this, 'Clients', { vpc: this.vpc, allowAllOutbound: true })
    this.database.securityGroup.addIngressRule(this.clients, Port.tcp(DATABASE_PORT))
    this.cache.securityGroup.addIngressRule(this.clients, Port.tcp(CACHE_PORT))
  }
}
