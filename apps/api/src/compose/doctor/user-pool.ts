import type { ApiSettings, Cognito } from '@better-and-bliss/settings'
import { type Diagnosis, diagnose } from '../../adapters/aws/cognito/doctor/doctor.ts'
import { COGNITO_TIMES, cognitoSettings } from '../cognito.ts'
import { systemRandom } from '../machine.ts'

/** Looks at the user pool that the settings name. */
export function diagnoseCognito(
  { cognito, aws, backendUrl }: { cognito: Cognito; aws: ApiSettings['aws']; backendUrl: string },
  { timeoutMs } = COGNITO_TIMES,
): Promise<Diagnosis> {
  const callbackUrl = `${backendUrl}/auth/callback`
  return diagnose({ ...cognitoSettings(cognito, aws), callbackUrl, timeoutMs, random: systemRandom })
}
