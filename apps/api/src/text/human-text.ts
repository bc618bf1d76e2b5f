import { z } from 'zod'
import { boundedText } from './bounded-text.ts'

interface HumanTextRules {
  minLength?: number
  /** Code points, as JSON Schema counts. */
  maxLength: number
  /** Whether line feeds and tabs may stand in it. */
  multiline?: boolean
}

/**
 * Text that a person wrote and others read: trimmed and NFC-normalised, without control, bidirectional and invisible
 * characters. Joiners stay where scripts and emoji need them.
 */
export function humanText({ minLength = 1, maxLength, multiline = false }: HumanTextRules) {
  return boundedText(2 * maxLength, maxLength)
    .transform((text) => withUnixLines(text).normalize('NFC').trim())
    .pipe(
      z.string().superRefine((text, context) => {
        const problem =
          lengthProblem(Array.from(text).length, { minLength, maxLength }) ?? characterProblem(text, multiline)
        if (problem) context.addIssue(problem)
      }),
    )
    .meta({ minLength, maxLength })
}

function withUnixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

function lengthProblem(length: number, { minLength, maxLength }: { minLength: number; maxLength: number }) {
  if (length > maxLength) return `must have at most ${maxLength} characters`
  if (length >= minLength) return null
  return minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`
}

/** Controls, halves of surrogate pairs, private use, noncharacters, line and paragraph separators. */
const CONTROL = /[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}]/u
const CONTROL_BUT_LINES = /(?![\n\t])[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}]/u
/** Bidirectional marks, fillers, joiners, tags and whatever else shows nothing; the Braille blank is a symbol by name. */
const INVISIBLE = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u
/** Scripts in which ZWJ and ZWNJ change how letters look (RFC 5892, A.1 and A.2; Unicode 16, 23.2). */
const JOINING_SCRIPTS = (
  'Arab Syrc Mand Nkoo Adlm Rohg Mong Phag Beng Deva Gujr Guru Knda Mlym Orya Sinh Taml Telu ' +
  'Khmr Mymr Tibt Java Bali Cakm Newa'
)
  .split(' ')
  .map((script) => `\\p{Script=${script}}`)
  .join('')
/** The flags of England, Scotland and Wales: the only ones that Unicode writes in tags. */
const TAGGED_FLAGS = ['gbeng', 'gbsct', 'gbwls'].map((region) => {
  const tags = Array.from(region, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)))
  return `\\u{1f3f4}${tags.join('')}\\u{e007f}`
})
/** What may stand in a text although it shows nothing by itself: always one character, after one that it belongs to. */
const NEEDED = new RegExp(
  [
    `(?<=[${JOINING_SCRIPTS}])[\\u200c\\u200d]`,
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
    '(?<=[\\p{Emoji}\\p{Extended_Pictographic}])[\\ufe0e\\ufe0f]',
    '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
    '(?<=\\p{Script=Mong})[\\u180b-\\u180d\\u180f]',
    ...TAGGED_FLAGS,
  ].join('|'),
  'gu',
)

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

function characterProblem(text: string, multiline: boolean): string | null {
  if ((multiline ? CONTROL_BUT_LINES : CONTROL).test(text)) return 'must not contain control characters'
  const found = INVISIBLE.exec(text.replace(NEEDED, ''))
  if (!found) return text === '' || VISIBLE.test(text) ? null : 'must contain letters, digits or signs'
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
  return `must not contain invisible characters (U+${code}); type it again instead of pasting it`
}
