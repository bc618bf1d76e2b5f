import { environmentSchema } from './environment.ts'

const PLACEHOLDER = /change.?(this|me|in.production)|^your-|example|placeholder/i

/** Every reason why these settings, by their raw names, must not face the public. */
export function productionProblems(environment: NodeJS.ProcessEnv): string[] {
  const problems: string[] = []
  const validation = environmentSchema.shape.ENABLE_STREAMING_TOKEN_VALIDATION
  if (validation.safeParse(environment.ENABLE_STREAMING_TOKEN_VALIDATION).data === false) {
    problems.push('ENABLE_STREAMING_TOKEN_VALIDATION must be true: without it all media are open')
  }
  for (const name of ['STREAMING_SECRET_KEY', 'JWT_SECRET_KEY', 'STREAMING_SECRET_KEY_PREVIOUS'] as const) {
    if (PLACEHOLDER.test(environment[name] ?? '')) {
      problems.push(`${name} is a placeholder; generate one: openssl rand -base64 48`)
    }
  }
  for (const name of ['FRONTEND_URL', 'BACKEND_URL'] as const) {
    if (!environment[name]?.startsWith('https://')) problems.push(`${name} must be set and begin with https://`)
  }
  if (environment.EDGE_URL && !environment.EDGE_URL.startsWith('https://')) {
    problems.push('EDGE_URL must begin with https://')
  }
  return problems
}
