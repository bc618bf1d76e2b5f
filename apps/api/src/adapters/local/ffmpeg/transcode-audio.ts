import { join } from 'node:path'
import { AUDIO_RUNG, PICTURE_FILES } from '@better-and-bliss/stream-token'
import type { Made } from '../../../hls/made.ts'
import { audioRendition, bandwidths, highestBandwidth, type Segment, totalSeconds } from '../../../hls/playlists.ts'
import { MediaRefused, NO_CHOICES, type PictureKeys } from '../../../ports/transcoder.ts'
import { makeTracks } from './choices.ts'
import { audioArgs } from './commands.ts'
import { runPass } from './pass.ts'
import { drawWaveform, NO_PICTURES, picturesFromCover, picturesFromWaveform } from './pictures.ts'
import { progressOf, type Work } from './work.ts'

/**
 * Makes HLS of a sound in one run, published while it grows. The waveform is there at its end, and with it the thumbnail
 * and the poster, unless there is a designed cover.
 */
export async function transcodeAudio(work: Work): Promise<Made> {
  const { source, pictureKey, publication, listener, workFolder } = work
  const { facts } = source
  const cover = pictureKey ? await picturesFromCover(work, pictureKey) : NO_PICTURES
  const segments: Segment[] = []
  let announced = false

  await runPass({
    ...work,
    args: audioArgs(source),
    renditions: [AUDIO_RUNG],
    seconds: facts.durationSeconds,
    onSeconds: progressOf(listener, facts.durationSeconds),
    async collect() {
      const before = segments.length
      await publication.takeSegments(workFolder, AUDIO_RUNG, segments)
      if (segments.length === before) return
      await publication.putMedia(AUDIO_RUNG, segments, 'growing')
      if (announced) return
      announced = true
      const bandwidth = highestBandwidth({ videoKbps: 0, hasAudio: true })
      const rendition = audioRendition({ bandwidth, averageBandwidth: bandwidth })
      await publication.putMaster([rendition])
      await listener.onPlayable({
        durationSeconds: facts.durationSeconds,
        renditions: [rendition],
        pictures: cover,
        ...NO_CHOICES,
        chapters: source.chapters,
      })
    },
  })

  if (!announced) throw new MediaRefused('The sound of this file cannot be decoded: it is damaged.')
  const pictures = await withWaveform(work, cover)
  const rendition = audioRendition(bandwidths(segments))
  await publication.putMedia(AUDIO_RUNG, segments, 'complete')
  const durationSeconds = totalSeconds(segments)
  const { tracks, choices } = await makeTracks(work, durationSeconds)
  await publication.putMaster([rendition], tracks)
  await publication.removeLeftovers()
  return { durationSeconds, renditions: [rendition], pictures, ...choices, storyboard: null }
}

async function withWaveform(work: Work, cover: PictureKeys): Promise<PictureKeys> {
  await drawWaveform(work)
  const pictures = cover.thumbnail ? cover : await picturesFromWaveform(work)
  const waveform = await work.publication.takePicture(
    PICTURE_FILES.waveform,
    join(work.workFolder, PICTURE_FILES.waveform),
  )
  return { ...pictures, waveform }
}
