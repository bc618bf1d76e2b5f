import { setTimeout as pause } from 'node:timers/promises'
import type { ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Command } from './api.ts'
import { isRefused } from './errors.ts'
import type { Inside } from './inside.ts'

/** Says of an address that it has an account, or that it is confirmed, or was mailed to too often. */
const TELLING = [
  'AliasExistsException',
  'CodeDeliveryFailureException',
  'InvalidParameterException',
  'NotAuthorizedException',
  'UserNotFoundException',
]

/**
 * A call after which a mail goes to an address, or none: who asked gets one answer for all addresses, and no sooner than
 * the slowest takes.
 */
export async function sameTime<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  { api, log, slowestAnswerMs }: Pick<Inside, 'api' | 'log' | 'slowestAnswerMs'>,
  command: Command<Input, Output>,
  telling = TELLING,
): Promise<void> {
  const asked = api.call(command, z.unknown()).catch((error: unknown) => {
    const isLimit = error instanceof AppError && error.code === 'too_many_requests'
    if (!isLimit && !isRefused(error, ...telling)) throw error
    log.info({ err: error }, 'Cognito mailed no code')
  })
  await noSooner(slowestAnswerMs, asked)
}

/** What was asked, answered or refused, but no sooner than after so long. */
export async function noSooner<Answer>(slowestAnswerMs: number, asked: Promise<Answer>): Promise<Answer> {
  const [answer] = await Promise.allSettled([asked, pause(slowestAnswerMs)])
  if (answer.status === 'rejected') throw answer.reason
  return answer.value
}
