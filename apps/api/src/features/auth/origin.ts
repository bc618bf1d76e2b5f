import type { Country } from '@better-and-bliss/viewer-country'
import type { FastifyRequest } from 'fastify'
import { userAgentOf } from '../../http/user-agent.ts'
import type { SignInOrigin } from '../../members/sign-ins.ts'

/** What the registry keeps of a request that signs somebody in. */
export function originOf(
  request: Pick<FastifyRequest, 'headers' | 'socket'>,
  { country, method }: { country: Country; method: SignInOrigin['method'] },
): SignInOrigin {
  return { device: userAgentOf(request), country: country.of(request), method }
}
