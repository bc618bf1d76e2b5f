import { SIGN_IN_PROBLEMS, type SignInProblem } from '@better-and-bliss/membership'
import { t } from '../messages.ts'

const WORDS: Record<SignInProblem, string> = {
  denied: t('googleDenied'),
  flow_ended: t('googleEnded'),
  refused: t('googleRefused'),
  unavailable: t('googleUnavailable'),
  account_suspended: t('suspended'),
  email_unverified: t('googleUnverified'),
  email_taken: t('emailTaken'),
  too_many_requests: t('tooManySignIns'),
}

/** @returns null for anything but a problem that we know. */
export function problemWords(problem: string | undefined): string | null {
  const known = SIGN_IN_PROBLEMS.find((one) => one === problem)
  return known ? WORDS[known] : null
}
