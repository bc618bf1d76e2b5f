import { boundedText } from '../text/bounded-text.ts'

export const MAX_PASSWORD_LENGTH = 1024

/** The specification's rules, and room for a passphrase. How easily it is guessed is another question: `password-strength.ts`. */
export const newPassword = boundedText(MAX_PASSWORD_LENGTH)
  .min(8, 'must have at least 8 characters')
  .regex(/\p{Lu}/u, 'must contain an upper-case letter')
  .regex(/\p{Ll}/u, 'must contain a lower-case letter')
  .regex(/\d/, 'must contain a digit')
  .regex(/[^\p{L}\d]/u, 'must contain a special character')
