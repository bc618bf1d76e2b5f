import { join } from 'node:path'
import { AUDIO_RUNG, type RungName } from '@better-and-bliss/stream-token'
import { planVideo, type Rung, rateOf, type VideoPlan } from '../../../hls/ladder.ts'
import type { Made, MadeRendition } from '../../../hls/made.ts'
import {
  AAC_CODEC,
  audioRendition,
  avcCodec,
  bandwidths,
  highestBandwidth,
  type Segment,
  totalSeconds,
} from '../../../hls/playlists.ts'
import { MediaRefused, NO_CHOICES, type PictureKeys } from '../../../ports/transcoder.ts'
import { makeTracks } from './choices.ts'
import { headArgs, ladderArgs } from './commands.ts'
import { FfmpegFailed } from './failure.ts'
import { headOf } from './head.ts'
import { hearBeside, type Levels, levelsOf } from './levels.ts'
import { runPass } from './pass.ts'
import { picturesFromCover, picturesFromFrame } from './pictures.ts'
import { makeStoryboard } from './storyboard.ts'
import { progressOf, type Work } from './work.ts'

/** What a second of the head costs, in seconds of the ladder. */
const HEAD_COST = 0.25

/**
 * Makes a head of the lightest rung, so that it plays at once; then all rungs and the sound in one run, in which the
 * lightest one is published while it grows; and publishes everything at the end.
 */
export async function transcodeVideo(work: Work): Promise<Made> {
  const { source, pictureKey } = work
  const levels = await levelsOf(work)
  // Beside the head, which leaves more of the processor to it than listening does.
  const pictures = pictureKey ? picturesFromCover(work, pictureKey) : picturesFromFrame(work, source)
  const settled = pictures.catch(() => undefined)
  try {
    return await makeLadder(work, { plan: planVideo(source.facts), levels, pictures })
  } finally {
    await settled
  }
}

interface Ladder {
  plan: VideoPlan
  levels: Levels
  pictures: Promise<PictureKeys>
}

async function makeLadder(work: Work, { plan, levels, pictures }: Ladder): Promise<Made> {
  const { publication, listener, workFolder, signal } = work
  const { durationSeconds } = work.source.facts
  const [lightest] = plan.rungs
  // One rung alone plays as soon as it is begun, once it is known how loud it gets.
  const head = plan.rungs.length > 1 || levels.hearWhole ? headOf(durationSeconds) : null
  const headCost = (head?.seconds ?? 0) * HEAD_COST
  const onCost = progressOf(listener, headCost + durationSeconds)
  const publishGrowing = growingPublisher(work, plan, pictures)

  const source = await hearBeside(levels, signal, async (hear) => {
    if (!head) return
    const folder = join(workFolder, 'head')
    const segments: Segment[] = []
    await runPass({
      ...work,
      args: headArgs(levels.opening, plan, head.passSeconds),
      workFolder: folder,
      renditions: [lightest.name],
      seconds: head.seconds,
      onSeconds: (seconds) => onCost(seconds * HEAD_COST),
      async collect() {
        await publication.takeSegments(folder, lightest.name, segments, head.segments)
        await publishGrowing(segments)
        // The first segment is waited for, and has the processor for itself.
        if (segments.length > 0) hear()
      },
    })
  })

  const names = [...plan.rungs.map(({ name }) => name), ...(source.facts.hasAudio ? [AUDIO_RUNG] : [])]
  const taken = new Map<RungName, Segment[]>(names.map((name) => [name, []]))
  const folder = join(workFolder, 'ladder')
  await runPass({
    ...work,
    args: ladderArgs(source, plan),
    workFolder: folder,
    renditions: names,
    seconds: durationSeconds,
    onSeconds: (seconds) => onCost(headCost + seconds),
    async collect() {
      for (const [name, segments] of taken) await publication.takeSegments(folder, name, segments)
      await publishGrowing(taken.get(lightest.name) ?? [])
    },
  })
  return await publishAll({ ...work, source }, plan, taken, await pictures)
}

/** Publishes the lightest rung again whenever there is more of it, and tells the listener at the first time. */
function growingPublisher(
  work: Work,
  plan: VideoPlan,
  pictures: Promise<PictureKeys>,
): (segments: Segment[]) => Promise<void> {
  const { publication, listener, source } = work
  const { facts } = source
  const [lightest] = plan.rungs
  let published = 0
  return async (segments) => {
    if (segments.length <= published) return
    await publication.putMedia(lightest.name, segments, 'growing')
    if (published === 0) {
      const bandwidth = highestBandwidth({ videoKbps: lightest.videoKbps, hasAudio: facts.hasAudio })
      const rendition = await videoRendition(work, plan, lightest, { bandwidth, averageBandwidth: bandwidth })
      await publication.putMaster([rendition])
      const { durationSeconds } = facts
      const soFar = { durationSeconds, renditions: [rendition], pictures: await pictures }
      await listener.onPlayable({ ...soFar, ...NO_CHOICES, chapters: source.chapters })
    }
    published = segments.length
  }
}

async function publishAll(
  work: Work,
  plan: VideoPlan,
  taken: Map<RungName, Segment[]>,
  pictures: PictureKeys,
): Promise<Made> {
  const { publication, source } = work
  const segmentsOf = (name: RungName) => taken.get(name) ?? []
  const durationSeconds = totalSeconds(segmentsOf(plan.rungs[0].name))
  assertWhole(durationSeconds, source.facts.durationSeconds)
  for (const { name } of plan.rungs) {
    if (segmentsOf(name).length !== segmentsOf(plan.rungs[0].name).length)
      throw new FfmpegFailed(`${name} is not whole.`)
  }
  const renditions: MadeRendition[] = []
  for (const rung of plan.rungs) {
    renditions.push(await videoRendition(work, plan, rung, bandwidths(segmentsOf(rung.name))))
  }
  const sound = taken.get(AUDIO_RUNG)
  // The lightest rung ends last: players that follow it are the only ones who can have noticed anything.
  for (const name of [...taken.keys()].reverse()) await publication.putMedia(name, segmentsOf(name), 'complete')
  const { tracks, choices } = await makeTracks(work, durationSeconds)
  const [rung] = plan.rungs
  const storyboard = await makeStoryboard(work, { rung, segments: segmentsOf(rung.name).length, durationSeconds })
  await publication.putMaster(renditions, tracks)
  await publication.removeLeftovers()
  if (sound) renditions.push(audioRendition(bandwidths(sound)))
  return { durationSeconds, renditions, pictures, ...choices, storyboard }
}

/** ffmpeg goes over damage, and ends early and content where a file breaks off. */
function assertWhole(madeSeconds: number, wholeSeconds: number): void {
  if (madeSeconds > 0 && madeSeconds > wholeSeconds * 0.9 - 1) return
  const of = Math.round(wholeSeconds)
  throw new MediaRefused(
    `The picture of this file can only be read for ${Math.round(madeSeconds)} of ${of} seconds: it is damaged.`,
  )
}

async function videoRendition(
  { publication, source }: Work,
  { frameRate }: VideoPlan,
  { name, width, height }: Rung,
  rates: { bandwidth: number; averageBandwidth: number },
): Promise<MadeRendition> {
  const avc = avcCodec(await publication.firstSegment(name))
  if (!avc) throw new MediaRefused('The picture of this file cannot be decoded: it is damaged.')
  const codecs = source.facts.hasAudio ? `${avc},${AAC_CODEC}` : avc
  return { name, kind: 'video', width, height, ...rates, codecs, frameRate: rateOf(frameRate) }
}
