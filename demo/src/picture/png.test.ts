import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { encodePng } from './png.ts'

test('a picture is found again, byte by byte', () => {
  const random = createRandom(3)
  const rgb = Uint8Array.from({ length: 7 * 5 * 3 }, () => random() * 256)
  const [header, data, end] = chunks(encodePng(rgb, 7, 5))
  expect(header?.type).toBe('IHDR')
  expect([header?.data.readUInt32BE(0), header?.data.readUInt32BE(4)]).toEqual([7, 5])
  expect([...(header?.data.subarray(8) ?? [])]).toEqual([8, 2, 0, 0, 0])
  expect(data?.type).toBe('IDAT')
  expect(unfiltered(inflateSync(data?.data ?? Buffer.alloc(0)), 7 * 3)).toEqual([...rgb])
  expect(end?.type).toBe('IEND')
})

function chunks(png: Buffer) {
  const found: { type: string; data: Buffer }[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    found.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) })
    at += length + 12
  }
  return found
}

/** Undoes the "up" filter. */
function unfiltered(rows: Buffer, rowBytes: number): number[] {
  const pixels: number[] = []
  for (let start = 0; start < rows.length; start += rowBytes + 1) {
    expect(rows[start]).toBe(2)
    for (let x = 0; x < rowBytes; x += 1) {
      const above = start === 0 ? 0 : (pixels[pixels.length - rowBytes] ?? 0)
      pixels.push(((rows[start + 1 + x] ?? 0) + above) & 255)
    }
  }
  return pixels
}
