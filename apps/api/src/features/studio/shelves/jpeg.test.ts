import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJpeg } from './jpeg.ts'
import { jpeg, segment } from './testing/jpeg.ts'

test('a picture keeps its size and loses what cameras and programs wrote into it', () => {
  const remarks = [segment(0xe1, 'Exif: 47.37 N, 8.54 E'), segment(0xfe, 'by Ada')]
  const read = readJpeg(jpeg({ width: 320, height: 240, remarks }))
  expect(read).toEqual({ width: 320, height: 240, bytes: jpeg({ width: 320, height: 240 }) })
})

test('what telephones put behind its end, or between its scans, is left out', () => {
  const plain = jpeg({ width: 320, height: 240 })
  const [beforeEnd, end] = [plain.subarray(0, -2), plain.subarray(-2)]
  const place = segment(0xe1, 'Exif: 47.37 N, 8.54 E')
  const scan = Buffer.concat([
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([7, 0xff, 0, 0xff, 0xd0, 7]),
  ])
  const further = jpeg({ width: 4_000, height: 3_000, remarks: [place] })
  expect(readJpeg(Buffer.concat([beforeEnd, place, scan, end, further]))).toEqual({
    width: 320,
    height: 240,
    bytes: Buffer.concat([beforeEnd, scan, end]),
  })
})

test('one that says two sizes is refused', () => {
  const frame = Buffer.from([8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0])
  expect(readJpeg(jpeg({ width: 320, height: 240, remarks: [segment(0xc0, frame)] }))).toBeNull()
})

test('what is none, or ends too early, is refused; no bytes make it fail', () => {
  const whole = jpeg({ width: 320, height: 240 })
  expect(readJpeg(whole.subarray(0, 20))).toBeNull()
  expect(readJpeg(whole.subarray(0, -2))).toBeNull()
  expect(readJpeg(Buffer.from('<svg/>'))).toBeNull()
  expect(readJpeg(Buffer.concat([whole.subarray(0, 2), segment(0xda, 'a scan without a frame')]))).toBeNull()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      readJpeg(Buffer.concat([whole.subarray(0, 2), bytes]))
    }),
  )
})
