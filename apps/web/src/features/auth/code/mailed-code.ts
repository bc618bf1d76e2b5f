import { t } from '../messages.ts'

const DIGITS = 6

/** What somebody typed or pasted, with blanks and words around it, as the digits of a mailed code. */
export function codeIn(text: string): string {
  return text.replaceAll(/\D/g, '').slice(0, DIGITS)
}

/** Null when a code is whole. */
export function codeProblem(code: string): string | null {
  return code.length === DIGITS ? null : t('enterSixDigits')
}
