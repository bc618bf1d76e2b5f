import { z } from 'zod'

/** Variables by their raw names. */
export type RawSettings = Readonly<Record<string, string | undefined>>

/** A reason why settings must not face the public, and the variables that it is about. */
interface Problem {
  names: string[]
  text: string
}

const PLACEHOLDER = /change.?(this|me|in.production)|^your-|your.?secret|example|placeholder/i
const KEYS = ['STREAMING_SECRET_KEY', 'JWT_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS']
/** Protection that somebody asks for, but which does not exist yet: to start without it would be to pretend. */
const UNPROTECTED = {
  CAPTCHA: ['ENABLE_CAPTCHA'],
  'geo restriction': ['ENABLE_GEO_RESTRICTION'],
  'API encryption': ['ENABLE_API_ENCRYPTION'],
  'AWS Cognito sign-in': ['COGNITO_USER_POOL_ID', 'COGNITO_CLIENT_ID', 'COGNITO_CLIENT_SECRET', 'COGNITO_DOMAIN'],
}

/** Every reason why these settings must not face the public. */
export function productionProblems(set: RawSettings): Problem[] {
  return [
    ...openMedia(set),
    ...KEYS.filter((name) => PLACEHOLDER.test(set[name] ?? '')).map((name) => ({
      names: [name],
      text: `${name} is a placeholder; generate one: openssl rand -base64 48`,
    })),
    ...['FRONTEND_URL', 'BACKEND_URL', 'EDGE_URL'].flatMap((name) => addressProblem(name, set)),
    ...Object.entries(UNPROTECTED).flatMap(([feature, variables]) => {
      const names = variables.filter((name) => asksForSomething(set[name]))
      return names.length > 0
        ? [{ names, text: `${names.join(', ')}: ${feature} does not exist yet; unset what asks for it` }]
        : []
    }),
  ]
}

function openMedia({ ENABLE_STREAMING_TOKEN_VALIDATION: value }: RawSettings): Problem[] {
  const name = 'ENABLE_STREAMING_TOKEN_VALIDATION'
  return value && !asksForSomething(value)
    ? [{ names: [name], text: `${name} must be true: without it all media are open` }]
    : []
}

function addressProblem(name: string, set: RawSettings): Problem[] {
  if (set[name]?.startsWith('https://')) return []
  if (name === 'EDGE_URL' && !set[name] && set.CLOUDFRONT_DOMAIN) return []
  const instead = name === 'EDGE_URL' ? ', or CLOUDFRONT_DOMAIN be set' : ''
  return [{ names: [name], text: `${name} must be set and begin with https://${instead}` }]
}

/** An unset variable, and a flag that is off in whatever spelling, ask for nothing. */
function asksForSomething(value = ''): boolean {
  return value !== '' && z.stringbool().safeParse(value).data !== false
}
