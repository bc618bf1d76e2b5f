import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_SLUG_LENGTH, numberedSlug, toSlug } from './slug.ts'

describe('a slug', () => {
  test.each([
    ['Träume & Meer, Teil 2', 'traume-meer-teil-2'],
    ['  Größe, Łódź, Smørbrød – ĐÀ NẴNG!  ', 'grosse-lodz-smorbrod-da-nang'],
    ['İstanbul ve ışık', 'istanbul-ve-isik'],
    ['Ｆｕｌｌ ﬁeld ①', 'full-field-1'],
    ['Medi\u00adtation', 'meditation'],
    ['Сон и море', 'сон-и-море'],
    ['Ёлка и йога', 'ёлка-и-йога'],
    ['睡眠のための瞑想', '睡眠のための瞑想'],
    ['ガーデン', 'ガーデン'],
    ['숨 쉬기', '숨-쉬기'],
    ['ध्यान और नींद', 'ध्यान-और-नींद'],
    ['نوم هادئ', 'نوم-هادئ'],
    ['שינה', 'שינה'],
    ['🌊🌊', 'untitled'],
    ['🧘‍♀️', 'untitled'],
    ['***', 'untitled'],
  ])('of %s is %s', (title, slug) => {
    expect(toSlug(title)).toBe(slug.normalize('NFC'))
    expect(toSlug(title.normalize('NFD'))).toBe(toSlug(title))
  })

  test('is whole words of any script, in NFC, of bounded length, and its own slug', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (title) => {
        const slug = toSlug(title)
        expect(slug).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*$/u)
        expect(slug.length).toBeLessThanOrEqual(MAX_SLUG_LENGTH)
        expect(() => encodeURIComponent(slug)).not.toThrow()
        expect(toSlug(slug)).toBe(slug)
      }),
    )
  })

  test('gets a number that fits', () => {
    expect(numberedSlug('sleep', 1)).toBe('sleep')
    expect(numberedSlug('sleep', 2)).toBe('sleep-2')
    expect(numberedSlug('眠'.repeat(MAX_SLUG_LENGTH), 10)).toHaveLength(MAX_SLUG_LENGTH)
  })
})
