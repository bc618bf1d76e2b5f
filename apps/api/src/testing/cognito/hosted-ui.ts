import { createHash, randomUUID } from 'node:crypto'
import { addUser, CLIENT_ID, type Pool, type PoolUser } from './pool.ts'
import { beginSignIn } from './tokens.ts'

/** What the hosted sign-in page answers: an address to go to, or JSON. */
export type HostedAnswer = { location: string } | { status: number; body: object }

/** `/oauth2/authorize`: somebody comes, is sent to Google, and comes back with a code. */
export function authorize(pool: Pool, query: URLSearchParams): HostedAnswer {
  const redirectUri = query.get('redirect_uri') ?? ''
  const refused = (error: string) => ({ status: 400, body: { error } })
  if (query.get('client_id') !== CLIENT_ID || query.get('response_type') !== 'code') return refused('invalid_client')
  if (query.get('identity_provider') !== 'Google' || !pool.google) return refused('invalid_request')
  if (query.get('code_challenge_method') !== 'S256') return refused('invalid_request')
  const user = federated(pool, pool.google)
  const code = randomUUID()
  pool.authorizationCodes.set(code, {
    username: user.username,
    redirectUri,
    codeChallenge: query.get('code_challenge') ?? '',
    nonce: query.get('nonce') ?? undefined,
    scope: query.get('scope') ?? '',
  })
  const location = new URL(redirectUri)
  location.searchParams.set('code', code)
  location.searchParams.set('state', query.get('state') ?? '')
  return { location: location.href }
}

/** Who Google names: whoever has it linked, or a user of its own, made at the first time. */
function federated(pool: Pool, google: NonNullable<Pool['google']>): PoolUser {
  const linked = pool.users.find(({ linked: subjects }) => subjects.has(google.subject))
  if (linked) return linked
  const user = addUser(pool, {
    email: google.email,
    name: google.name,
    username: `Google_${google.subject}`,
    status: 'EXTERNAL_PROVIDER',
    linked: new Set([google.subject]),
  })
  user.attributes.set('email_verified', String(google.emailVerified))
  return user
}

/** `/oauth2/token`: a code becomes tokens for whoever authenticates as the client and knows the verifier. */
export async function exchange(pool: Pool, form: URLSearchParams, authorization: string): Promise<HostedAnswer> {
  const refused = (error: string) => ({ status: error === 'invalid_client' ? 401 : 400, body: { error } })
  const { secret } = pool.client
  const basic = `Basic ${Buffer.from(`${CLIENT_ID}:${secret}`).toString('base64')}`
  const isClient = secret === null ? form.get('client_id') === CLIENT_ID : authorization === basic
  if (!isClient) return refused('invalid_client')
  const code = form.get('code') ?? ''
  const known = pool.authorizationCodes.get(code)
  pool.authorizationCodes.delete(code)
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  if (form.get('grant_type') !== 'authorization_code') return refused('unsupported_grant_type')
  if (!known || known.codeChallenge !== challenge || known.redirectUri !== form.get('redirect_uri')) {
    return refused('invalid_grant')
  }
  const user = pool.users.find(({ username }) => username === known.username)
  if (!user?.enabled) return refused('invalid_grant')
  const tokens = await beginSignIn(pool, user, { scope: known.scope, nonce: known.nonce ?? '' })
  return {
    status: 200,
    body: {
      access_token: tokens.AccessToken,
      id_token: tokens.IdToken,
      refresh_token: 'RefreshToken' in tokens ? tokens.RefreshToken : undefined,
      expires_in: tokens.ExpiresIn,
      token_type: 'Bearer',
    },
  }
}
