import { systemRandom } from '../../../../compose/machine.ts'
import { type CognitoCounterpart, cognitoCounterpart } from '../../../../testing/cognito/counterpart.ts'
import { CLIENT_ID, CLIENT_SETTINGS, type ClientSettings, POOL_ID } from '../../../../testing/cognito/pool.ts'
import { type TestClock, testClock } from '../../../../testing/test-clock.ts'
import { rootKeysOf } from '../../../../testing/test-keys.ts'
import { cognitoIdentity } from '../identity.ts'
import type { CognitoParts } from '../parts.ts'

export const PASSWORD = 'SecurePass123!'

export interface OpenCognito extends AsyncDisposable {
  identity: ReturnType<typeof cognitoIdentity>
  counterpart: CognitoCounterpart
  clock: TestClock
  parts: CognitoParts
  logged: string[]
}

/** The adapter, and a user pool that is as particular as Cognito at the other end of its HTTP. */
export async function openCognito({
  client = {},
  parts: given = {},
}: {
  client?: Partial<ClientSettings>
  parts?: Partial<CognitoParts>
} = {}): Promise<OpenCognito> {
  const clock = testClock(Date.now())
  const counterpart = await cognitoCounterpart(clock, client)
  const logged: string[] = []
  const note = (_: object, message: string) => void logged.push(message)
  const parts: CognitoParts = {
    region: 'us-east-1',
    userPoolId: POOL_ID,
    clientId: CLIENT_ID,
    clientSecret: client.secret === undefined ? CLIENT_SETTINGS.secret : client.secret,
    nativeClientIds: [],
    hostedUrl: counterpart.url,
    endpoint: counterpart.url,
    credentials: { keyId: 'AKIATESTS', secretKey: 'opens nothing' },
    refreshTokenSeconds: CLIENT_SETTINGS.refreshTokenSeconds,
    clock,
    // No jitter: nobody waits between attempts.
    random: { ...systemRandom, bytes: (size) => Buffer.alloc(size) },
    log: { info: note, warn: note, error: note },
    rootKeys: rootKeysOf(),
    confirmsItself: true,
    timeoutMs: 2_000,
    slowestAnswerMs: 0,
    ...given,
  }
  return {
    identity: cognitoIdentity(parts),
    counterpart,
    clock,
    parts,
    logged,
    [Symbol.asyncDispose]: () => counterpart[Symbol.asyncDispose](),
  }
}

export const ADA = { email: 'ada@example.com', password: PASSWORD, fullName: 'Ada Lovelace', client: 'tests' }

/** Registers somebody and signs them in. */
export async function signedIn({ identity }: OpenCognito, account = ADA) {
  await identity.signUp(account)
  return tokensOf(identity.signIn(account))
}

export async function tokensOf(asked: ReturnType<OpenCognito['identity']['signIn']>) {
  const outcome = await asked
  if (outcome.result !== 'signed_in') throw new Error(`Cognito asks for ${outcome.challenge.name}`)
  return outcome.tokens
}
