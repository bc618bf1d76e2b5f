import webvtt, { type Cue, type Tree } from 'webvtt-parser'
import namedCharacters from 'webvtt-parser/html-entities.json' with { type: 'json' }

export type { Cue } from 'webvtt-parser'

/** WebVTT that cannot be shown as it was meant. The message says where and why, in words for the person who wrote it. */
export class CaptionsRefused extends Error {
  override readonly name = 'CaptionsRefused'
}

/** Four hours of speech, in any script, are a tenth of it. */
export const MAX_CAPTIONS_BYTES = 4e6

/** No reader gets through more of it at once; the parser's cost grows with the square of a cue's length, and its stack with its tags. */
const MAX_CUE_CHARACTERS = 2_000
const ERRORS_SHOWN = 3

/** What every reader passes over, and we write anew: lines of the header (`Kind: captions`) and a bare `&`. */
const HARMLESS = ['No blank line after the signature.', 'Incorrect escape.']

/**
 * Reads captions that somebody gives. @throws CaptionsRefused for what is no UTF-8, no WebVTT, or has times, settings or markup
 * that WebVTT has not.
 */
export function readCaptions(bytes: Uint8Array): Cue[] {
  const { cues, errors } = parse(textOf(bytes))
  const serious = errors.filter(({ message }) => !HARMLESS.includes(message))
  if (serious.length > 0) {
    const shown = serious.slice(0, ERRORS_SHOWN).map(({ line, message }) => `Near line ${line}: ${message}`)
    const more = serious.length > ERRORS_SHOWN ? ` And ${serious.length - ERRORS_SHOWN} more.` : ''
    throw new CaptionsRefused(`They are no valid WebVTT. ${shown.join(' ')}${more}`)
  }
  if (cues.length === 0) throw new CaptionsRefused('There are no captions in it.')
  return cues
}

/** What can be shown of WebVTT that nobody here wrote. @throws CaptionsRefused when it is none at all. */
export function salvageCaptions(bytes: Uint8Array): Cue[] {
  const { cues } = parse(textOf(bytes))
  return cues.filter(({ startTime, endTime, tree }) => endTime > startTime && !DRAWING.test(wordsOf(tree)))
}

/** Shapes of ASS subtitles, which ffmpeg takes for words: `m 0 0 l 100 0 100 100`. */
const DRAWING = /^m(?: +-?[\d.]+){2}(?: +(?:[mnlbspc]|-?[\d.]+))* *$/

/** The words of a cue, without its markup. */
export function cueText({ tree }: Pick<Cue, 'tree'>): string {
  return wordsOf(tree)
}

/** Cues as WebVTT, with only the markup that WebVTT has. */
export function writeCaptions(cues: readonly Cue[]): string {
  return withLongHours(new webvtt.WebVTTSerializer().serialize(cues))
}

/** Hours have two digits at least, which the serializer does not know. Neither `-->` nor `<` stands in text that it has written. */
function withLongHours(written: string): string {
  return written
    .replace(/^.* --> .*$/gm, (timings) => timings.replace(/(?<=^|--> )\d:/g, '0$&'))
    .replace(/(?<=<)\d:(?=\d\d:\d\d\.)/g, '0$&')
}

/** Styles and regions are left out: how captions look is the reader's choice. */
function parse(text: string) {
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) {
    throw new CaptionsRefused(
      'They do not begin with "WEBVTT". Convert other kinds of captions, such as SRT, to WebVTT.',
    )
  }
  assertShortCues(text)
  const plain = withoutRegions(text).replace(NUMBERED_CHARACTER, characterOf).replace(NAMED_CHARACTER, knownOrWords)
  const { cues, errors } = new webvtt.WebVTTParser(namedCharacters).parse(plain, 'captions')
  return { cues: cues.filter(({ tree }) => wordsOf(tree).trim() !== ''), errors }
}

/** The parser knows no regions. What defines them becomes a note, so that errors keep their lines. */
function withoutRegions(text: string): string {
  return text
    .replace(/(?<=\n\r?\n|\r\r)REGION[ \t]*(?=[\r\n])/g, 'NOTE')
    .replace(/^.*-->.*$/gm, (timings) => timings.replace(/[ \t]region:\S+/g, ''))
}

/** `&#39;` and `&#x1F30A;`, of which the parser reads those below U+10000 in decimals. */
const NUMBERED_CHARACTER = /&#(?:[xX]([\dA-Fa-f]{1,6})|(\d{1,7}));/g

function characterOf(_reference: string, hexadecimal: string | undefined, decimal: string): string {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  const character = code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : UNKNOWN_CHARACTER
  if (character === '\0') return UNKNOWN_CHARACTER
  return MARKUP[character] ?? character
}

/** A name that no character has is shown as it stands: the parser would look through all of two thousand names for each. */
const NAMED_CHARACTER = /&([A-Za-z][\dA-Za-z]*;)/g

function knownOrWords(reference: string, name: string): string {
  return Object.hasOwn(namedCharacters, reference) ? reference : `&amp;${name}`
}

const UNKNOWN_CHARACTER = '\ufffd'

/** What would be read as WebVTT. */
const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': ' ', '\r': ' ' }

function wordsOf({ children }: Pick<Tree, 'children'>): string {
  const words = children.map((node) =>
    node.type === 'text' ? node.value : node.type === 'object' ? wordsOf(node as Pick<Tree, 'children'>) : '',
  )
  return words.join('')
}

function assertShortCues(text: string): void {
  let [block, characters] = ['', 0]
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (characters === 0) block = line
    characters = line === '' ? 0 : characters + line.length
    if (characters > MAX_CUE_CHARACTERS && !/^(?:NOTE|STYLE)(?:[ \t]|$)/.test(block)) {
      throw new CaptionsRefused(`Line ${index + 1}: this caption is too long to be read.`)
    }
  }
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_CAPTIONS_BYTES) throw new CaptionsRefused('They are larger than 4 MB.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CaptionsRefused('They are not written in UTF-8. Save the file with the encoding UTF-8.')
  }
}
