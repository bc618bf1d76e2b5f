import { expect, inject, test } from 'vitest'
import { signedIn, streamOf } from './client.ts'
import { probe } from './media.ts'
import { FREE_FILM } from './standalone.setup.ts'

const { apiUrl, accounts } = inject('system')
const content = inject('content')

test('ffprobe reads the whole film from its master playlist: H.264 and AAC, as long as the file was', async () => {
  const { hls_master } = await streamOf(await signedIn(apiUrl, accounts.premium), content.free)
  const { streams, format } = await probe(hls_master)
  const heights = streams.flatMap(({ codec_name, height }) => (codec_name === 'h264' ? [height] : []))
  expect(new Set(heights)).toEqual(new Set([360, 480, 720]))
  expect(streams.filter(({ codec_name }) => codec_name === 'aac')).toHaveLength(3)
  expect(Number(format.duration)).toBeCloseTo(FREE_FILM.seconds, 0)
})

test('ffprobe reads one quality and the sound alone by their own addresses', async () => {
  const stream = await streamOf(await signedIn(apiUrl, accounts.basic), content.free)
  const picture = await probe(stream.hls_720p ?? '')
  expect(picture.streams).toEqual(
    expect.arrayContaining([expect.objectContaining({ codec_name: 'h264', width: 1280, height: 720 })]),
  )
  const sound = await probe(stream.hls_audio ?? '')
  expect(sound.streams.map(({ codec_name }) => codec_name)).toEqual(['aac'])
})
