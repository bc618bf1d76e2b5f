import { type Finding, wrong } from '../../../../ports/finding.ts'
import { type ApiParts, cognitoApi } from '../api.ts'
import type { CognitoSettings } from '../parts.ts'
import type { Check } from './check.ts'
import { CLIENT_CHECKS, HOSTED_CHECKS } from './client-checks.ts'
import { type Facts, readFacts, tryRights } from './facts.ts'
import { POOL_CHECKS } from './pool-checks.ts'

export interface Diagnosis {
  /** How many things were looked at. */
  checks: number
  findings: Finding[]
}

type Parts = CognitoSettings & ApiParts & { callbackUrl: string }

/** Asks a real pool what it is, and says in words what of it does not fit. It changes nothing. */
export async function diagnose(parts: Parts): Promise<Diagnosis> {
  const api = cognitoApi(parts)
  try {
    const facts = await readFacts(api, parts)
    if (facts.pool) await tryRights(api, parts)
    return examine(facts, parts)
  } catch (error) {
    return { checks: 1, findings: [unreachable(error, parts)] }
  }
}

function examine(facts: Facts, settings: Parts): Diagnosis {
  const { userPoolId, clientId, region, hostedUrl, callbackUrl } = settings
  const { pool, client } = facts
  if (!pool) {
    const says = `There is no user pool ${userPoolId} in ${region} that these credentials may see.`
    return { checks: 1, findings: [wrong(says, 'Correct COGNITO_USER_POOL_ID, or use credentials of its account.')] }
  }
  const outcomes = [
    ...all(POOL_CHECKS, pool),
    ...(client
      ? all(CLIENT_CHECKS, { facts: client, settings })
      : [wrong(`The user pool has no app client ${clientId}.`, 'Correct COGNITO_CLIENT_ID.')]),
    ...(client && hostedUrl !== null ? all(HOSTED_CHECKS, { client, facts, settings, callbackUrl }) : []),
    ...[...facts.nativeClients].map(([id, native]) =>
      native?.EnableTokenRevocation
        ? null
        : wrong(
            `${native ? 'Token revocation is off in' : 'The user pool has no'} app client ${id}: its tokens are refused.`,
            native ? 'Set its EnableTokenRevocation to true.' : 'Correct COGNITO_NATIVE_CLIENT_IDS.',
          ),
    ),
  ]
  return { checks: outcomes.length, findings: outcomes.filter((outcome) => outcome !== null) }
}

function all<Subject>(checks: Check<Subject>[], subject: Subject): (Finding | null)[] {
  return checks.map((check) => check(subject))
}

/** The deepest cause is what AWS, or the network, said. */
function unreachable(error: unknown, { region }: Parts): Finding {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) ({ cause } = cause)
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
  const remedy =
    'Give the machine a role, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, with the rights of docs/cognito.md; and a way to the internet.'
  return wrong(`Cognito in ${region} could not be asked. It says: ${reason}`, remedy)
}
