import webvtt, { type Cue } from 'webvtt-parser'

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
  return parse(textOf(bytes)).cues.filter(({ startTime, endTime }) => endTime > startTime)
}

/** Cues as WebVTT, with only the markup that WebVTT has. */
export function writeCaptions(cues: readonly Cue[]): string {
  return new webvtt.WebVTTSerializer().serialize(cues)
}

/** Styles are left out: how captions look is the reader's choice. */
function parse(text: string) {
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) {
    throw new CaptionsRefused(
      'They do not begin with "WEBVTT". Convert other kinds of captions, such as SRT, to WebVTT.',
    )
  }
  assertShortCues(text)
  return new webvtt.WebVTTParser().parse(text, 'captions')
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
