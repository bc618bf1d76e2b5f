import { expect, test } from 'vitest'
import { soundAlone } from './sound-alone.ts'
import { testStream } from './testing/video.ts'

test('the language that is wanted is heard, else the default one; where there is no choice the one that there is', () => {
  const stream = testStream(0, 0)
  const heard = (wanted: string | null) => soundAlone(stream, wanted).url.replace(/^.*\/|\?.*$/g, '')
  expect([heard('de-CH'), heard('fr'), heard(null)]).toEqual(['audio-de.m3u8', 'audio.m3u8', 'audio.m3u8'])
  const { hls_audio_tracks: _, ...single } = stream
  expect(soundAlone(single, 'de')).toEqual({ url: stream.hls_audio, audio: { tracks: [], heard: null } })
})
