import { pino } from 'pino'
import { hlsContract } from '../../../hls/hls.contract-test.ts'
import { ffmpegTranscoder } from './ffmpeg-transcoder.ts'
import { mediaLab } from './testing/media-lab.ts'

hlsContract('ffmpeg', async () => {
  const lab = await mediaLab()
  const bench = await lab.bench()
  const transcoder = ffmpegTranscoder({ ...bench, log: pino({ level: 'silent' }) })
  return { transcoder, store: bench.store, make: lab.make, [Symbol.asyncDispose]: lab.dispose }
})
