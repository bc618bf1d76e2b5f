import { ConfigError, readSecretObject, readSecretsSettings, SECRET_NAMES } from '@better-and-bliss/settings'
import type { Sourced } from './secret-files.ts'

type Chosen = NonNullable<ReturnType<typeof readSecretsSettings>['secretsManager']>
type Asked = ReturnType<typeof readSecretObject>

/**
 * Takes each secret that is not set from the secret of AWS Secrets Manager that SECRETS_ID names, a JSON object of variables.
 * What is wrong with it is told to whoever lacks a secret, and that one is set elsewhere, too, to whoever reads it. SECRETS_ID
 * is empty then, not gone: a process that is started with these variables would find it in `.env` again.
 */
export async function withSecretsOfManager(given: Sourced): Promise<Sourced> {
  if (!given.variables.SECRETS_ID) return given
  const { values, problems, ask } = await askFirst(given)
  const variables: Record<string, string | undefined> = { ...given.variables, SECRETS_ID: '' }
  const [unread, sources] = [new Map(given.unread), new Map(given.sources)]
  for (const name of SECRET_NAMES) {
    const value = values[name]
    if (variables[name] && value !== undefined)
      unread.set(name, `${name} is set, and stands in the secret of SECRETS_ID, too: set it in one place`)
    if (variables[name] || unread.has(name)) continue
    if (problems.length > 0) unread.set(name, problems)
    variables[name] = value
    sources.set(name, async () => (await ask()).values[name])
  }
  return { variables, unread, sources }
}

async function askFirst({ variables, unread }: Sourced): Promise<Asked & { ask: () => Promise<Asked> }> {
  const ask = async () => {
    const { secretsManager } = readSecretsSettings({ variables, unread, resolvePath: (path) => path })
    return secretsManager ? readSecret(secretsManager) : { values: {}, problems: [] }
  }
  try {
    const { values, problems } = await ask()
    return { values, problems: problems.map((problem) => `SECRETS_ID: the secret ${problem}`), ask }
  } catch (error) {
    if (error instanceof ConfigError) return { values: {}, problems: error.problems, ask }
    return { values: {}, problems: [`SECRETS_ID: ${error instanceof Error ? error.message : String(error)}`], ask }
  }
}

/** A process that starts waits for it. */
const LIMITS = { connectionTimeout: 3_000, requestTimeout: 5_000, throwOnRequestTimeout: true }
const ATTEMPTS = 3

/** AWS's SDK is loaded where it is used. @throws Error in words. */
async function readSecret({ id, region, endpoint, credentials }: Chosen): Promise<Asked> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager')
  const client = new SecretsManagerClient({
    region,
    maxAttempts: ATTEMPTS,
    requestHandler: LIMITS,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials: sdkKey(credentials) }),
  })
  try {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: id }))
    return text === undefined ? { values: {}, problems: ['has bytes instead of text'] } : readSecretObject(text)
  } catch (error) {
    throw new Error(wordsOf(error, { id, region }), { cause: error })
  } finally {
    client.destroy()
  }
}

function sdkKey({ keyId, secretKey, sessionToken }: NonNullable<Chosen['credentials']>) {
  const token = sessionToken && { sessionToken: sessionToken.reveal() }
  return { accessKeyId: keyId, secretAccessKey: secretKey.reveal(), ...token }
}

function wordsOf(error: unknown, { id, region }: Pick<Chosen, 'id' | 'region'>): string {
  if (!(error instanceof Error)) return String(error)
  switch (error.name) {
    case 'ResourceNotFoundException':
      return `there is no secret ${id} in ${region}`
    case 'AccessDeniedException':
      return `AWS lets this machine not read the secret ${id}: its role or key needs secretsmanager:GetSecretValue (${error.message})`
    case 'CredentialsProviderError':
      return `this machine has no role and no key of AWS that opens the secret ${id} (${error.message})`
    default:
      return `AWS Secrets Manager gives no answer for the secret ${id} in ${region} (${error.name}: ${error.message})`
  }
}
