import type { ApiSettings } from '@better-and-bliss/settings'

type Credentials = ApiSettings['aws']['credentials']

/** The key of the settings, in the words of our adapters; null: the machine's role gives access. */
export function awsKey(credentials: Credentials) {
  if (!credentials) return null
  const { keyId, secretKey, sessionToken } = credentials
  return { keyId, secretKey: secretKey.reveal(), ...(sessionToken && { sessionToken: sessionToken.reveal() }) }
}

/** The same as AWS's SDK takes it. */
export function sdkKey(credentials: Credentials) {
  const key = awsKey(credentials)
  if (key === null) return undefined
  const { keyId: accessKeyId, secretKey: secretAccessKey, ...token } = key
  return { accessKeyId, secretAccessKey, ...token }
}
