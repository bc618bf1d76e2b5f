import { MIN_PASSWORD_LENGTH, PASSWORD_PATTERNS } from '@better-and-bliss/membership'

/** One rule of the API for new passwords, in words that can be ticked off. */
export interface PasswordRule {
  words: string
  holds: (password: string) => boolean
}

export const PASSWORD_RULES: readonly PasswordRule[] = [
  { words: `${MIN_PASSWORD_LENGTH} characters or more`, holds: (password) => password.length >= MIN_PASSWORD_LENGTH },
  { words: 'a capital letter', holds: (password) => PASSWORD_PATTERNS.upperCase.test(password) },
  { words: 'a small letter', holds: (password) => PASSWORD_PATTERNS.lowerCase.test(password) },
  { words: 'a digit', holds: (password) => PASSWORD_PATTERNS.digit.test(password) },
  { words: 'a special character', holds: (password) => PASSWORD_PATTERNS.special.test(password) },
]

/** Null when a password keeps all rules; the API may still refuse one that is guessed often. */
export function passwordProblem(password: string): string | null {
  return PASSWORD_RULES.every(({ holds }) => holds(password)) ? null : 'Not all of these are ticked yet'
}
