import { Secret } from 'aws-cdk-lib/aws-ecs'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'
import type { Variables } from './environment.ts'

/** What API and worker push reminders with, where the installation names a key. Push services write to SUPPORT_EMAIL. */
export function webPushVariables(scope: Construct, { webPush }: Installation): Variables {
  if (!webPush) return { environment: {}, secrets: {} }
  const key = StoredSecret.fromSecretCompleteArn(scope, 'VapidPrivateKey', webPush.privateKeySecretArn)
  return { environment: {}, secrets: { VAPID_PRIVATE_KEY: Secret.fromSecretsManager(key) } }
}
