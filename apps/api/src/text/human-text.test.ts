import { describe, expect, test } from 'vitest'
import { humanText } from './human-text.ts'

const name = humanText({ maxLength: 120 })
const prose = humanText({ minLength: 0, maxLength: 5_000, multiline: true })

describe('text that a person wrote', () => {
  test.each([
    ['Persian with ZWNJ', 'می\u200cخواهم'],
    ['Hindi with ZWJ', 'क\u094d\u200dष'],
    ['Malayalam that ends in a joiner', 'അവന\u0d4d\u200d'],
    ['a family', '👩\u200d👩\u200d👧\u200d👦 Holm'],
    ['a heart on fire, a profession with a skin tone', '❤\ufe0f\u200d🔥 👩🏽\u200d🚀'],
    ['a key cap and a flag of tags', '1\ufe0f\u20e3 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a Japanese name with a variant', '葛\u{e0100}城'],
    ['Hebrew, Arabic, Thai, Greek', 'דָּוִד محمد สมชาย Ἀθηνᾶ'],
    ['punctuation', "D'Arcy O’Neill-Smith, Jr. (№ 5)"],
    ['120 characters outside the BMP', '𝒜'.repeat(120)],
  ])('may be %s', (_, text) => {
    expect(name.safeParse(text)).toEqual({ success: true, data: text.normalize('NFC') })
  })

  test.each([
    ['a right-to-left override', 'Ada \u202egnp.exe'],
    ['an isolate', '\u2066Ada\u2069'],
    ['a left-to-right mark', 'Ada\u200e'],
    ['a zero-width space', 'A\u200bda'],
    ['a joiner between Latin letters', 'ad\u200dmin'],
    ['a non-joiner between Cyrillic letters', 'ад\u200cмин'],
    ['two joiners', 'می\u200c\u200cخ'],
    ['a soft hyphen', 'Ad\u00ada'],
    ['a word joiner', 'Ada\u2060Holm'],
    ['a Hangul filler', '\u3164'],
    ['a Braille blank', '\u2800'],
    ['a variation selector after a letter', 'Ada\ufe0f'],
    ['text hidden in tags', 'Ada\u{e0041}\u{e0064}'],
    ['an interlinear anchor', 'Ada\ufff9'],
    ['letters hidden in the tags of no flag', '🏴\u{e0061}\u{e0062}\u{e0063}\u{e007f}'],
  ])('has no invisible characters: %s', (_, text) => {
    expect(name.safeParse(text).error?.issues[0]?.message).toMatch(/invisible characters \(U\+[0-9A-F]{4,5}\)/)
  })

  test.each([
    ['escape', '\u001b[2J'],
    ['a line feed', 'Ada\nHolm'],
    ['C1', 'Ada\u0085x'],
    ['a line separator', 'Ada\u2028Holm'],
    ['half of a pair', 'Ada \ud83d'],
    ['private use', '\ue000'],
    ['a noncharacter', 'Ada\ufdd0'],
  ])('has no control characters: %s', (_, text) => {
    expect(name.safeParse(text).error?.issues[0]?.message).toBe('must not contain control characters')
  })

  test('has something that can be seen and said', () => {
    expect(name.safeParse('\u0301\u0302').error?.issues[0]?.message).toBe('must contain letters, digits or signs')
    expect(name.safeParse('🌊').success).toBe(true)
  })

  test('is trimmed and NFC-normalised', () => {
    expect(name.parse('  Zoe\u0308 ')).toBe('Zoë')
  })

  test('is measured in characters, not in halves of them', () => {
    expect(name.safeParse('𝒜'.repeat(121)).error?.issues[0]?.message).toBe('must have at most 120 characters')
    expect(name.safeParse('a'.repeat(121)).success).toBe(false)
    expect(name.safeParse('   ').error?.issues[0]?.message).toBe('must not be empty')
  })

  test('may have lines where it is prose', () => {
    expect(prose.parse('One\r\n\tTwo\n')).toBe('One\n\tTwo')
    expect(prose.parse('')).toBe('')
    expect(prose.safeParse('One\u0007').success).toBe(false)
  })
})
