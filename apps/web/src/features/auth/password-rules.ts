/** One rule of the API for new passwords, in words that can be ticked off. */
export interface PasswordRule {
  words: string
  holds: (password: string) => boolean
}

export const PASSWORD_RULES: readonly PasswordRule[] = [
  { words: '8 characters or more', holds: (password) => password.length >= 8 },
  { words: 'a capital letter', holds: (password) => /\p{Lu}/u.test(password) },
  { words: 'a small letter', holds: (password) => /\p{Ll}/u.test(password) },
  { words: 'a digit', holds: (password) => /\d/.test(password) },
  { words: 'a special character', holds: (password) => /[^\p{L}\d]/u.test(password) },
]

/** Null when a password keeps all rules; the API may still refuse one that is guessed often. */
export function passwordProblem(password: string): string | null {
  return PASSWORD_RULES.every(({ holds }) => holds(password)) ? null : 'Not all of these are ticked yet'
}
