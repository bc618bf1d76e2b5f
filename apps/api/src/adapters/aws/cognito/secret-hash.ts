import { createHmac } from 'node:crypto'
import type { CognitoSettings } from './parts.ts'

type Client = Pick<CognitoSettings, 'clientId' | 'clientSecret'>

/**
 * Proves that a call comes from our client: HMAC-SHA256 over the username of the call and the client's id. For renewing
 * tokens Cognito takes its own username (the sub, where email is the name to sign in with), else that which the call bears.
 *
 * @returns undefined for a client without a secret.
 */
export function secretHash({ clientId, clientSecret }: Client, username: string): string | undefined {
  if (clientSecret === null) return undefined
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64')
}

/** The parameters by which calls about an account name it. */
export function named(client: Client, username: string) {
  const SecretHash = secretHash(client, username)
  return { ClientId: client.clientId, Username: username, ...(SecretHash && { SecretHash }) }
}
