import { setTimeout as pause } from 'node:timers/promises'
import {
  type $Command,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider'
import type { z } from 'zod'
import { isWorthRepeating, translate } from './errors.ts'
import type { CognitoParts } from './parts.ts'

export type Command<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<
  Input,
  Output,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>

/** The API of user pools. */
export interface CognitoApi {
  /**
   * Makes one call: with an end to waiting, and again (three times at the most, with jitter) when Cognito throttles or has a
   * fault. What does not answer is not asked again: it may have done what it was asked.
   *
   * @throws AppError `unavailable` with Retry-After, or `too_many_requests`; the SDK's exception for what is refused.
   */
  call<Input extends ServiceInputTypes, Output extends ServiceOutputTypes, Reply>(
    command: Command<Input, Output>,
    schema: z.ZodType<Reply>,
  ): Promise<Reply>
}

const ATTEMPTS = 3
const LONGEST_PAUSE_MS = 400

/** What it takes to reach a pool. */
export type ApiParts = Pick<CognitoParts, 'region' | 'endpoint' | 'credentials' | 'timeoutMs' | 'random'>

export function cognitoApi({ region, endpoint, credentials, timeoutMs, random }: ApiParts): CognitoApi {
  const client = new CognitoIdentityProviderClient({
    region,
    // To the SDK a limit on somebody's attempts is throttling, too: it would try them all again.
    maxAttempts: 1,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials: identityOf(credentials) }),
  })
  const pauseMs = () => (random.bytes(1)[0] ?? 0) * (LONGEST_PAUSE_MS / 255)

  async function send<Output>(once: (abortSignal: AbortSignal) => Promise<Output>): Promise<Output> {
    const signal = AbortSignal.timeout(timeoutMs)
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(signal)
      } catch (error) {
        if (attempt >= ATTEMPTS || signal.aborted || !isWorthRepeating(error)) throw translate(error)
      }
      await pause(pauseMs(), undefined, { signal }).catch((error: unknown) => {
        throw translate(error)
      })
    }
  }

  return {
    call: async (command, schema) => {
      const reply = schema.safeParse(await send((abortSignal) => client.send(command, { abortSignal })))
      if (reply.success) return reply.data
      throw new Error(`Cognito answered ${command.constructor.name} as it never does`, { cause: reply.error })
    },
  }
}

function identityOf({ keyId, secretKey, ...token }: NonNullable<ApiParts['credentials']>) {
  return { accessKeyId: keyId, secretAccessKey: secretKey, ...token }
}
