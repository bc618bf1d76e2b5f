import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import { type Mail, mail } from './mail.ts'

/** How mail leaves. A stack of its own: a user pool can only be made once SES has verified the domain that it mails from. */
export class MailStack extends Stack {
  readonly mail: Mail

  constructor(scope: Construct, id: string, { installation, ...props }: StackProps & { installation: Installation }) {
    super(scope, id, props)
    this.mail = mail(this, installation)
  }
}
