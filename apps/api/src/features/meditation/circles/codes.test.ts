import { describe, expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { newCode, normalCode } from './codes.ts'

describe('a code', () => {
  test('has eight letters and digits that cannot be mixed up, other ones each time', () => {
    const codes = Array.from({ length: 200 }, () => newCode(systemRandom))
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    expect(new Set(codes).size).toBe(200)
  })

  test('uses every bit of what is random', () => {
    const of = (...bytes: number[]) => newCode({ uuid: () => '', bytes: () => Buffer.from(bytes) })
    expect(of(0, 0, 0, 0, 0)).toBe('00000000')
    expect(of(0, 0, 0, 0, 33)).toBe('00000011')
    expect(of(255, 255, 255, 255, 255)).toBe('ZZZZZZZZ')
  })

  test('may be typed in small letters, with hyphens, and with what looks alike', () => {
    expect(normalCode('abcd-ef1o')).toBe('ABCDEF10')
    expect(normalCode(' il 0O ')).toBe('1100')
  })
})
