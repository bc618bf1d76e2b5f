import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { sourceOf, tellUse } from '../../http/rate-limit.ts'
import { memberRoute } from '../../http/routes.ts'
import { proveOwnPassword } from './own-password.ts'
import type { AuthParts } from './parts.ts'
import { enteredPassword } from './schemas.ts'

const body = z.object({ password: enteredPassword }).meta({ id: 'StepUp', description: 'The password, once more' })

const steppedUpSchema = z
  .object({
    success: z.literal(true),
    until: z.iso.datetime().describe('Until when what cannot be undone asks for nothing more'),
  })
  .meta({ id: 'SteppedUp', description: 'The member proved who they are' })

export function stepUp(app: App, parts: AuthParts): void {
  const { db, guard, identity, signIns, devices, cookies, loginLimits, recordFailure } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/auth/step-up',
    schema: {
      operationId: 'stepUp',
      tags: ['auth'],
      summary: 'Enter the password again, before what cannot be undone',
      description:
        'Operations with `x-step-up` answer 403 `step_up_required` unless this, or signing in, was five minutes ago at the ' +
        'most. Whoever has no password signs in again instead. Wrong passwords count like those of signing in.',
      body,
      response: { 200: steppedUpSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    before: async (request, reply) => {
      const isKnown = devices.isGenuine(cookies.device(request.headers.cookie ?? ''))
      const use = isKnown ? null : await loginLimits.countAddress(sourceOf(request))
      if (use) tellUse(reply, use)
    },
    handler: async (request, member) => {
      const { sub, email, signInId } = member
      const source = sourceOf(request)
      const device = devices.find(cookies.device(request.headers.cookie ?? ''), email)
      const admission = await loginLimits.admit({ email, source, device })
      try {
        const { password } = request.body
        await proveOwnPassword(identity, { member: { sub, email }, password, client: device ?? source.client })
      } catch (error) {
        const isWrong = error instanceof AppError && error.code === 'invalid_request'
        if (isWrong) recordFailure({ email, requestId: request.id })
        else await admission.takeBack()
        throw error
      }
      await admission.takeBack()
      return { success: true as const, until: new Date(await signIns.stepUp(db, signInId)).toISOString() }
    },
  })
}
