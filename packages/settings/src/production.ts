import type { RawVariables } from './group.ts'
import { asksForSomething, unbuiltProtection } from './unbuilt.ts'

/** A reason why settings must not face the public, and the variables that it is about. */
interface Problem {
  names: string[]
  text: string
}

const PLACEHOLDER = /change.?(this|me|in.production)|^your-|your.?secret|example|placeholder/i
const KEYS = ['STREAMING_SECRET_KEY', 'JWT_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS']

/** Every reason why these settings must not face the public. */
export function productionProblems(set: RawVariables): Problem[] {
  return [
    ...openMedia(set),
    ...KEYS.filter((name) => PLACEHOLDER.test(set[name] ?? '')).map((name) => ({
      names: [name],
      text: `${name} is a placeholder; generate one: openssl rand -base64 48`,
    })),
    ...['FRONTEND_URL', 'BACKEND_URL', 'EDGE_URL'].flatMap((name) => addressProblem(name, set)),
    ...unbuiltProtection(set),
  ]
}

function openMedia({ ENABLE_STREAMING_TOKEN_VALIDATION: value }: RawVariables): Problem[] {
  const name = 'ENABLE_STREAMING_TOKEN_VALIDATION'
  return value && !asksForSomething(value)
    ? [{ names: [name], text: `${name} must be true: without it all media are open` }]
    : []
}

function addressProblem(name: string, set: RawVariables): Problem[] {
  if (set[name]?.startsWith('https://')) return []
  if (name === 'EDGE_URL' && !set[name] && set.CLOUDFRONT_DOMAIN) return []
  const instead = name === 'EDGE_URL' ? ', or CLOUDFRONT_DOMAIN be set' : ''
  return [{ names: [name], text: `${name} must be set and begin with https://${instead}` }]
}
