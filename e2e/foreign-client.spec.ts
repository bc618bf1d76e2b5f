import { expect, inject, test } from 'vitest'
import { signedIn, streamOf } from './client.ts'
import { probe } from './media.ts'
import { FREE_FILM } from './standalone.setup.ts'

const { apiUrl, accounts } = inject('system')
const content = inject('content')

test('a foreign player reads the whole film from its master playlist: H.264 and AAC, as long as the file was', async () => {
  const { hls_master } = await streamOf(await signedIn(apiUrl, accounts.premium), content.free)
  const { streams, durationSeconds } = await probe(hls_master)
  const heights = streams.flatMap(({ codec, height }) => (codec === 'h264' ? [height] : []))
  expect(new Set(heights)).toEqual(new Set([360, 480, 720]))
  expect(streams.some(({ codec }) => codec === 'aac')).toBe(true)
  expect(durationSeconds).toBeCloseTo(FREE_FILM.seconds, 0)
})

test('a foreign player reads one quality and the sound alone by their own addresses', async () => {
  const stream = await streamOf(await signedIn(apiUrl, accounts.basic), content.free)
  const picture = await probe(stream.hls_720p ?? '')
  expect(picture.streams).toContainEqual({ codec: 'h264', width: 1280, height: 720 })
  const sound = await probe(stream.hls_audio ?? '')
  expect(sound.streams).toEqual([{ codec: 'aac' }])
})
