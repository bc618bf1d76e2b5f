import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { frameBytes } from './film.ts'
import { createFilm, filmNames } from './films.ts'

describe.each(filmNames)('%s', (name) => {
  const film = createFilm(name, createRandom(9))
  const drawn = (index: number) => {
    const frame = new Uint8Array(frameBytes(film))
    film.draw(frame, index)
    return frame
  }
  const opening = drawn(0)

  test('fills the whole frame with legal video levels', () => {
    const luma = opening.subarray(0, film.width * film.height)
    expect(luma.every((level) => level >= 15 && level <= 236)).toBe(true)
    expect(opening.subarray(luma.length).every((level) => level >= 15 && level <= 241)).toBe(true)
  })

  test('moves, and its end leads into its beginning as smoothly as any frame into the next', () => {
    const half = Math.floor(film.framesInLoop / 2)
    const step = difference(opening, drawn(1))
    expect(difference(opening, drawn(half))).toBeGreaterThan(1)
    expect(difference(drawn(film.framesInLoop - 1), opening)).toBeLessThan(2 * step + 0.1)
  })

  test('is the same for one seed', () => {
    const again = new Uint8Array(frameBytes(film))
    createFilm(name, createRandom(9)).draw(again, 0)
    expect(Buffer.compare(again, opening)).toBe(0)
  })
})

function difference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0
  for (let n = 0; n < one.length; n += 1) sum += Math.abs((one[n] ?? 0) - (other[n] ?? 0))
  return sum / one.length
}
