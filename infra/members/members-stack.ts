import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { type Members, members } from './user-pool.ts'

/** Who signs in. */
export class MembersStack extends Stack {
  readonly members: Members

  constructor(scope: Construct, id: string, { installation, ...props }: StackProps & { installation: Installation }) {
    super(scope, id, props)
    this.members = members(this, installation)
  }
}
