import { MIN_PASSWORD_LENGTH, PASSWORD_PATTERNS } from '@better-and-bliss/membership'
import { t } from './messages.ts'

/** One rule of the API for new passwords, in words that can be ticked off. */
export interface PasswordRule {
  words: string
  holds: (password: string) => boolean
}

export const PASSWORD_RULES: readonly PasswordRule[] = [
  {
    words: t('ruleLength', { length: MIN_PASSWORD_LENGTH }),
    holds: (password) => password.length >= MIN_PASSWORD_LENGTH,
  },
  { words: t('ruleCapital'), holds: (password) => PASSWORD_PATTERNS.upperCase.test(password) },
  { words: t('ruleSmall'), holds: (password) => PASSWORD_PATTERNS.lowerCase.test(password) },
  { words: t('ruleDigit'), holds: (password) => PASSWORD_PATTERNS.digit.test(password) },
  { words: t('ruleSpecial'), holds: (password) => PASSWORD_PATTERNS.special.test(password) },
]

/** Null when a password keeps all rules; the API may still refuse one that is guessed often. */
export function passwordProblem(password: string): string | null {
  return PASSWORD_RULES.every(({ holds }) => holds(password)) ? null : t('notAllTicked')
}
