import { hlsContract } from '../../../hls/hls.contract-test.ts'
import { mediaLab } from '../../local/ffmpeg/testing/media-lab.ts'
import { openMediaConvert } from './testing/open-mediaconvert.ts'

hlsContract('MediaConvert', async () => {
  await using stack = new AsyncDisposableStack()
  const lab = await mediaLab()
  stack.defer(() => lab.dispose())
  const opened = stack.use(await openMediaConvert(lab.ffmpegPath))
  const closing = stack.move()
  return {
    ...{ transcoder: opened.transcoder(), store: opened.store, make: lab.make },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
})
