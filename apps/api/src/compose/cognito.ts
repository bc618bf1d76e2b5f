import type { ApiSettings, Cognito } from '@better-and-bliss/settings'
import type { CognitoSettings } from '../adapters/aws/cognito/parts.ts'
import { awsKey } from './aws-key.ts'

/** A member waits so long for Cognito, and whoever asks for a mail at least so long, whether one is sent or not. */
export const COGNITO_TIMES = { timeoutMs: 4_000, slowestAnswerMs: 1_000 }

/** The settings of a pool, as its adapter takes them. */
export function cognitoSettings(cognito: Cognito, { credentials }: ApiSettings['aws']): CognitoSettings {
  const { clientSecret, hostedUrl = null, endpoint = null, ...rest } = cognito
  return {
    ...rest,
    clientSecret: clientSecret?.reveal() ?? null,
    hostedUrl,
    endpoint,
    credentials: awsKey(credentials),
  }
}

/** Whether a pool tells its public keys, which costs nothing and needs no right. */
export async function cognitoAnswers({ region, userPoolId, endpoint }: Cognito): Promise<boolean> {
  const pool = `${endpoint ?? `https://cognito-idp.${region}.amazonaws.com`}/${userPoolId}`
  try {
    const signal = AbortSignal.timeout(COGNITO_TIMES.timeoutMs)
    const response = await fetch(`${pool}/.well-known/jwks.json`, { signal, redirect: 'error' })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
