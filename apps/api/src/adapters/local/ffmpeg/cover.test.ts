import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertIsCover } from './pictures.ts'
import { mediaLab } from './testing/media-lab.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>
beforeAll(async () => {
  lab = await mediaLab()
})
afterAll(() => lab.dispose())

describe('a cover that was sent', () => {
  it('is taken when it can be decoded', async () => {
    await expect(looked(png(32, 32))).resolves.toBeUndefined()
  })

  it('is refused in words when it would take gigabytes to decode, before a film is made to wait for it', async () => {
    await expect(looked(png(60_000, 60_000))).rejects.toThrow('The picture is too large.')
  })

  it('is refused when it begins as a picture and holds none', async () => {
    const begun = png(32, 32).subarray(0, 16)
    await expect(looked(Buffer.concat([begun, Buffer.alloc(4_096, 7)]))).rejects.toHaveProperty('name', 'MediaRefused')
  })
})

async function looked(bytes: Buffer): Promise<void> {
  const { ffmpegPath, store } = await lab.bench()
  await store.put('sources/cover', bytes)
  return assertIsCover({ ffmpegPath, store, signal: new AbortController().signal }, 'sources/cover')
}

/** A grey PNG, of which only the first rows are there. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const rows = deflateSync(Buffer.alloc((width + 1) * Math.min(height, 32)))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
