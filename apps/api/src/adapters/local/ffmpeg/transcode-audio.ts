import { join } from 'node:path'
import { AUDIO_RUNG, PICTURE_FILES } from '@better-and-bliss/stream-token'
import type { Made } from '../../../hls/made.ts'
import { audioRendition, bandwidths, highestBandwidth, type Segment, totalSeconds } from '../../../hls/playlists.ts'
import { MediaRefused, NO_CHOICES, type PictureKeys } from '../../../ports/transcoder.ts'
import { makeTracks } from './choices.ts'
import { audioArgs, audioHeadArgs } from './commands.ts'
import { headOf } from './head.ts'
import { hearBeside, levelsOf } from './levels.ts'
import { runPass } from './pass.ts'
import { drawWaveform, NO_PICTURES, picturesFromCover, picturesFromWaveform } from './pictures.ts'
import { progressOf, type Work } from './work.ts'

/**
 * Makes a head of HLS of a long sound, so that it plays at once; then all of it in one run, published while it grows. The
 * waveform is there at its end, and with it the thumbnail and the poster, unless there is a designed cover.
 */
export async function transcodeAudio(work: Work): Promise<Made> {
  const { pictureKey, publication, listener, workFolder } = work
  const { facts } = work.source
  const cover = pictureKey ? await picturesFromCover(work, pictureKey) : NO_PICTURES
  const levels = await levelsOf(work)
  const publishGrowing = growingPublisher(work, cover)

  const source = await hearBeside(levels, work.signal, async (hear) => {
    if (!levels.hearWhole) return
    const head = headOf(facts.durationSeconds)
    const folder = join(workFolder, 'head')
    const segments: Segment[] = []
    await runPass({
      ...work,
      args: audioHeadArgs(levels.opening, head.passSeconds),
      workFolder: folder,
      renditions: [AUDIO_RUNG],
      seconds: head.seconds,
      onSeconds: () => {},
      async collect() {
        await publication.takeSegments(folder, AUDIO_RUNG, segments, head.segments)
        await publishGrowing(segments)
        if (segments.length > 0) hear()
      },
    })
  })

  const segments: Segment[] = []
  await runPass({
    ...work,
    args: audioArgs(source),
    renditions: [AUDIO_RUNG],
    seconds: facts.durationSeconds,
    onSeconds: progressOf(listener, facts.durationSeconds),
    async collect() {
      await publication.takeSegments(workFolder, AUDIO_RUNG, segments)
      await publishGrowing(segments)
    },
  })

  if (segments.length === 0) throw new MediaRefused('The sound of this file cannot be decoded: it is damaged.')
  const pictures = await withWaveform(work, cover)
  const rendition = audioRendition(bandwidths(segments))
  await publication.putMedia(AUDIO_RUNG, segments, 'complete')
  const durationSeconds = totalSeconds(segments)
  const { tracks, choices } = await makeTracks({ ...work, source }, durationSeconds)
  await publication.putMaster([rendition], tracks)
  await publication.removeLeftovers()
  return { durationSeconds, renditions: [rendition], pictures, ...choices, storyboard: null }
}

/** Publishes the sound again whenever there is more of it, and tells the listener at the first time. */
function growingPublisher(
  { publication, listener, source }: Work,
  pictures: PictureKeys,
): (segments: Segment[]) => Promise<void> {
  const { facts, chapters } = source
  let published = 0
  return async (segments) => {
    if (segments.length <= published) return
    await publication.putMedia(AUDIO_RUNG, segments, 'growing')
    if (published === 0) {
      const bandwidth = highestBandwidth({ videoKbps: 0, hasAudio: true })
      const rendition = audioRendition({ bandwidth, averageBandwidth: bandwidth })
      await publication.putMaster([rendition])
      const soFar = { durationSeconds: facts.durationSeconds, renditions: [rendition], pictures }
      await listener.onPlayable({ ...soFar, ...NO_CHOICES, chapters })
    }
    published = segments.length
  }
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
