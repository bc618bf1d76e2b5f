import { AppError } from '../../errors.ts'
import type { CaptchaVerifier } from '../../ports/captcha-verifier.ts'
import type { RateLimit } from '../../ports/rate-limiter.ts'

/** Sign-ins from one network while nobody can judge whether persons ask. Known devices of an account are not held to it. */
export const UNPROVEN_SIGN_INS: RateLimit = { points: 3, durationSeconds: 900 }

/**
 * Asks for a proof that a person is asking, where that is wanted.
 *
 * @param unjudged what happens when nobody can judge; without it the request is refused.
 * @throws AppError `captcha_refused`, or `unavailable`
 */
export async function requirePerson(
  captcha: CaptchaVerifier,
  proof: Parameters<CaptchaVerifier['verify']>[0],
  unjudged: () => Promise<unknown> = refuseUnjudged,
): Promise<void> {
  const { result } = await captcha.verify(proof)
  if (result === 'unavailable') await unjudged()
  if (result === 'refused') {
    const message =
      'We could not tell whether a person is asking. If an ad blocker or a privacy setting blocks Google reCAPTCHA ' +
      '(google.com, gstatic.com), allow it for this page, reload it and try again.'
    throw new AppError('captcha_refused', message)
  }
}

async function refuseUnjudged(): Promise<never> {
  const message = 'We cannot check right now whether a person is asking. Try again in a minute.'
  throw new AppError('unavailable', message, { retryAfterSeconds: 60 })
}
