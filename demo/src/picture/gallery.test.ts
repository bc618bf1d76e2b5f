import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { createCanvas, develop } from './canvas.ts'
import { type PictureName, pictureNames, scenes } from './gallery.ts'

function painted(name: PictureName, seed: number) {
  const canvas = createCanvas(160, 90)
  const random = createRandom(seed)
  scenes[name](canvas, random)
  return { canvas, rgb: develop(canvas, random) }
}

describe.each(pictureNames)('%s', (name) => {
  const { canvas, rgb } = painted(name, 5)

  test('has light everywhere and no hole', () => {
    expect(canvas.light.every((light) => light >= 0 && light < 100)).toBe(true)
  })

  test('is neither flat nor burnt out', () => {
    const mean = rgb.reduce((sum, value) => sum + value, 0) / rgb.length
    const spread = Math.sqrt(rgb.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rgb.length)
    const white = rgb.filter((value) => value >= 254).length / rgb.length
    expect(mean).toBeGreaterThan(20)
    expect(spread).toBeGreaterThan(15)
    expect(white).toBeLessThan(0.03)
  })

  test('is the same for one seed', () => {
    expect(Buffer.compare(painted(name, 5).rgb, rgb)).toBe(0)
  })
})
