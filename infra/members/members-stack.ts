import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { type Mail, mail } from './mail.ts'
import { type Members, members } from './user-pool.ts'

/** Who signs in, and how mail leaves. */
export class MembersStack extends Stack {
  readonly mail: Mail
  readonly members: Members

  constructor(scope: Construct, id: string, { installation, ...props }: StackProps & { installation: Installation }) {
    super(scope, id, props)
    this.mail = mail(this, installation)
    this.members = members(this, installation)
  }
}
