import { describe, expect, it } from 'vitest'
import { loudnessOfPlaces } from './sampled-loudness.ts'

const place = (lufs: number) => Array.from({ length: 17 }, () => lufs)
const rounded = (places: number[][]) => {
  const { lufs = Number.NaN, errorLu = Number.NaN } = loudnessOfPlaces(places) ?? {}
  return [Math.round(lufs * 10) / 10, Math.round(errorLu * 10) / 10]
}

describe('the loudness of what was heard in places', () => {
  it('is that of all of them, certain where they are alike', () => {
    expect(rounded(Array.from({ length: 24 }, () => place(-20)))).toEqual([-20, 0])
    expect(rounded(Array.from({ length: 24 }, (_, at) => place(-20 - (at % 2))))).toEqual([-20.5, 0.1])
  })

  it('leaves out silence, and pauses', () => {
    const places = Array.from({ length: 24 }, (_, at) => place([-20, -71, -120.7, -45][at % 4] ?? 0))
    expect(rounded(places)).toEqual([-20, 0])
  })

  it('is uncertain where a few places make it', () => {
    const [, errorLu = 0] = rounded([place(-10), ...Array.from({ length: 23 }, () => place(-30))])
    expect(errorLu).toBeGreaterThan(3)
  })

  it('is none of silence, nor where a single place is heard', () => {
    expect(loudnessOfPlaces([place(-71), place(-120.7)])).toBeNull()
    expect(loudnessOfPlaces([place(-20), place(-120.7)])).toBeNull()
    expect(loudnessOfPlaces([])).toBeNull()
  })
})
