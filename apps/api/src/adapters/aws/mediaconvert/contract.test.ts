import { afterAll, beforeAll } from 'vitest'
import { transcoderContract } from '../../../ports/transcoder.contract-test.ts'
import { mediaLab } from '../../local/ffmpeg/testing/media-lab.ts'
import { openMediaConvert } from './testing/open-mediaconvert.ts'

let lab: Awaited<ReturnType<typeof mediaLab>>
let film: string

beforeAll(async () => {
  lab = await mediaLab()
  film = await lab.make('film.mp4', '-f lavfi -i testsrc2=s=64x48:r=10:d=2 -f lavfi -i sine=d=2 -c:v libx264 -c:a aac')
})
afterAll(() => lab.dispose())

transcoderContract('MediaConvert', async () => {
  const opened = await openMediaConvert(lab.ffmpegPath)
  await opened.store.putFile('sources/film', film)
  await opened.store.put('sources/damaged', Buffer.from('no film at all'))
  const keys = { filmKey: 'sources/film', damagedKey: 'sources/damaged' }
  return { ...opened, transcoder: opened.transcoder(), ...keys }
})
