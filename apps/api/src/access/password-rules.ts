import { z } from 'zod'

/** Words that guessers try first, with any digits and symbols around them. */
const COMMON = new Set(
  (
    'password passwort pass passw qwerty qwertz qwertyuiop azerty asdf asdfgh welcome willkommen letmein admin administrator ' +
    'root user guest login iloveyou sunshine princess dragon monkey football baseball basketball superman batman master ' +
    'shadow michael jordan hunter killer trustno changeme secret summer winter spring autumn default hello abc abcd abcdef'
  ).split(' '),
)
const LOOKALIKES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** The specification's rules, a list of the most guessed words, and room for a passphrase. */
export const newPassword = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(1024, 'must have at most 1024 characters')
  .regex(/\p{Lu}/u, 'must contain an upper-case letter')
  .regex(/\p{Ll}/u, 'must contain a lower-case letter')
  .regex(/\d/, 'must contain a digit')
  .regex(/[^\p{L}\d]/u, 'must contain a special character')
  .refine((password) => !isCommon(password), 'is one of the passwords that are guessed first; choose another')

function isCommon(password: string): boolean {
  const core = password.toLowerCase().replace(/^[^a-z@$]+|[^a-z@$]+$/g, '')
  const plain = core.replace(/[@43!10$57]/g, (character) => LOOKALIKES[character] ?? character)
  return COMMON.has(core) || COMMON.has(plain)
}
