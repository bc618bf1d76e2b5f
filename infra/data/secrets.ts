import { RemovalPolicy } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'

/** Each a key and the one before, as the fields `current` and `previous`; an empty one is none. */
export interface Keys {
  /** JWT_SECRET_KEY. */
  jwt: Secret
  /** STREAMING_SECRET_KEY. */
  streaming: Secret
}

const JWT_SECRET_NAME = 'better-and-bliss/jwt'
/** `npm run edge:build` needs the streaming key before the stack of the media exists, so it has a name. */
export const STREAMING_SECRET_NAME = 'better-and-bliss/streaming'

/** Made once by Secrets Manager. They belong to the database: what they sealed, nothing else opens. */
export function keys(scope: Construct): Keys {
  return {
    jwt: keyAndPrevious(scope, 'JwtKeys', { secretName: JWT_SECRET_NAME, variable: 'JWT_SECRET_KEY' }),
    streaming: keyAndPrevious(scope, 'StreamingKeys', {
      secretName: STREAMING_SECRET_NAME,
      variable: 'STREAMING_SECRET_KEY',
    }),
  }
}

function keyAndPrevious(
  scope: Construct,
  id: string,
  { secretName, variable }: { secretName: string; variable: string },
): Secret {
  return new Secret(scope, id, {
    secretName,
    description: `Better & Bliss: ${variable} and ${variable}_PREVIOUS`,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ previous: '' }),
      generateStringKey: 'current',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
