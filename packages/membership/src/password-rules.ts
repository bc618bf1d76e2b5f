/** The specification's rules for new passwords, and room for a passphrase. */
export const MIN_PASSWORD_LENGTH = 8
export const MAX_PASSWORD_LENGTH = 1024

/** Each must be found in a new password. Letters of every script are letters, and a blank is a special character. */
export const PASSWORD_PATTERNS = {
  upperCase: /\p{Lu}/u,
  lowerCase: /\p{Ll}/u,
  digit: /\d/,
  special: /[^\p{L}\d]/u,
} as const
