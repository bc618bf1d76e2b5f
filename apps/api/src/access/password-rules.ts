import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, PASSWORD_PATTERNS } from '@better-and-bliss/membership'
import { boundedText } from '../text/bounded-text.ts'

/** The rules that API and web share. How easily a password is guessed is another question: `password-strength.ts`. */
export const newPassword = boundedText(MAX_PASSWORD_LENGTH)
  .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .regex(PASSWORD_PATTERNS.upperCase, 'must contain an upper-case letter')
  .regex(PASSWORD_PATTERNS.lowerCase, 'must contain a lower-case letter')
  .regex(PASSWORD_PATTERNS.digit, 'must contain a digit')
  .regex(PASSWORD_PATTERNS.special, 'must contain a special character')
