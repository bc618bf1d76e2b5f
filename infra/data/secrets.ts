import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'

export interface Keys {
  /** JWT_SECRET_KEY. */
  jwt: Secret
  /** STREAMING_SECRET_KEY and the one before, as the fields `current` and `previous`; an empty one is none. */
  streaming: Secret
}

/** `npm run edge:build` needs the streaming key before the stack of the media exists, so it has a name. */
export const STREAMING_SECRET_NAME = 'better-and-bliss/streaming'

/** Made once by Secrets Manager. They belong to the database: what they sealed, nothing else opens. */
export function keys(scope: Construct): Keys {
  const jwt = new Secret(scope, 'JwtKey', {
    description: 'Better & Bliss: JWT_SECRET_KEY',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const streaming = new Secret(scope, 'StreamingKeys', {
    secretName: STREAMING_SECRET_NAME,
    description: 'Better & Bliss: STREAMING_SECRET_KEY and STREAMING_SECRET_KEY_PREVIOUS',
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ previous: '' }),
      generateStringKey: 'current',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  return { jwt, streaming }
}
