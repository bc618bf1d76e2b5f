import { pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { transcoderContract } from '../../../ports/transcoder.contract-test.ts'
import { ffmpegTranscoder } from './ffmpeg-transcoder.ts'
import { mediaLab } from './testing/media-lab.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>
let film: string

beforeAll(async () => {
  lab = await mediaLab()
  film = await lab.make('film.mp4', '-f lavfi -i testsrc2=s=64x48:r=10:d=2 -f lavfi -i sine=d=2 -c:v libx264 -c:a aac')
})
afterAll(() => lab.dispose())

transcoderContract('ffmpeg', async () => {
  const bench = await lab.bench()
  await bench.store.putFile('sources/film', film)
  await bench.store.put('sources/damaged', Buffer.from('no film at all'))
  const transcoder = ffmpegTranscoder({ ...bench, log: pino({ level: 'silent' }) })
  const keys = { filmKey: 'sources/film', damagedKey: 'sources/damaged' }
  return { transcoder, store: bench.store, ...keys, [Symbol.asyncDispose]: async () => {} }
})
