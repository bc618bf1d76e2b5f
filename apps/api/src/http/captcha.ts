import { AppError } from '../errors.ts'
import type { CaptchaVerifier } from '../ports/captcha-verifier.ts'
import { boundedText } from '../text/bounded-text.ts'

/** Needed where `GET /auth/options` names a CAPTCHA: made by its script, for the action that is asked for. */
export const captchaToken = boundedText(4096).nullish()

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
