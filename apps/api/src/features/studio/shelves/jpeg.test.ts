import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJpeg } from './jpeg.ts'
import { jpeg, segment } from './testing/jpeg.ts'

test('a picture keeps its size and loses what cameras and programs wrote into it', () => {
  const remarks = [segment(0xe1, 'Exif: 47.37 N, 8.54 E'), segment(0xfe, 'by Ada')]
  const read = readJpeg(jpeg({ width: 320, height: 240, remarks }))
  expect(read).toEqual({ width: 320, height: 240, bytes: jpeg({ width: 320, height: 240 }) })
})

test('what is none, or ends too early, is refused; no bytes make it fail', () => {
  const whole = jpeg({ width: 320, height: 240 })
  expect(readJpeg(whole.subarray(0, 20))).toBeNull()
  expect(readJpeg(Buffer.from('<svg/>'))).toBeNull()
  expect(readJpeg(Buffer.concat([whole.subarray(0, 2), segment(0xda, 'a scan without a frame')]))).toBeNull()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      readJpeg(Buffer.concat([whole.subarray(0, 2), bytes]))
    }),
  )
})
