import { expect, test } from 'vitest'
import { closenessWords } from './closeness.ts'

const cycle = (inhale: number, holdIn: number, exhale: number, holdOut: number) => ({
  inhale_ms: inhale,
  hold_in_ms: holdIn || null,
  exhale_ms: exhale,
  hold_out_ms: holdOut || null,
})
const COHERENT = cycle(5_500, 0, 5_500, 0)

test.each([
  ['as the pattern asks', cycle(5_200, 0, 5_600, 0), /^You breathed right along with coherent breathing/],
  ['as long, with small pauses', cycle(5_000, 400, 5_300, 300), /^You breathed right along/],
  ['as long, but with short inhales and holds', cycle(3_100, 800, 4_900, 1_200), /as long as .* in a way of your own/],
  ['a little longer', cycle(6_500, 0, 6_500, 0), /a little slower/],
  ['far shorter', cycle(2_000, 0, 2_500, 0), /^You breathed quicker .* may suit you better/],
])('what is said of a breath %s is true', (_, yours, sentence) => {
  expect(closenessWords(yours, COHERENT, 'coherent breathing')).toMatch(sentence)
})
