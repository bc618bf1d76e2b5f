import { expect, test } from 'vitest'
import { createRandom } from '../synthesis/index.ts'
import { DISTORTIONS } from './distortions.ts'

const RATE_HZ = 16_000

const rms = (sound: Float64Array) => Math.sqrt(sound.reduce((sum, value) => sum + value * value, 0) / sound.length)

function tone(hz: number): Float64Array {
  return new Float64Array(RATE_HZ).map((_, index) => 0.1 * Math.sin((2 * Math.PI * hz * index) / RATE_HZ))
}

async function after(name: string, sound: Float64Array): Promise<Float64Array> {
  const distortion = DISTORTIONS.find((candidate) => candidate.name === name)
  if (!distortion) throw new TypeError(`No distortion is called ${name}`)
  return await distortion.apply({ sound, breathRms: rms(sound) }, '')
}

test.each([
  ['nothing above 2 kHz', 500, 5000],
  ['nothing above 4 kHz', 1000, 7000],
  ['nothing below 300 Hz', 1000, 80],
])('%s: %i Hz stays, of %i Hz a hundredth at most', async (name, kept, lost) => {
  expect(rms(await after(name, tone(kept))) / rms(tone(kept))).toBeCloseTo(1, 1)
  expect(rms(await after(name, tone(lost))) / rms(tone(lost))).toBeLessThan(0.1)
})

test('noise and music are added as far below the breath as their names say', async () => {
  const random = createRandom(1)
  const breath = new Float64Array(RATE_HZ).map(() => 0.1 * random.normal())
  for (const { name, apply } of DISTORTIONS) {
    const [, below] = /(\d+) dB below the breath/.exec(name) ?? []
    if (below === undefined) continue
    const added = (await apply({ sound: breath, breathRms: rms(breath) }, '')).map(
      (value, index) => value - (breath[index] ?? 0),
    )
    expect(20 * Math.log10(rms(breath) / rms(added)), name).toBeCloseTo(Number(below), 5)
  }
})
