import { availableParallelism } from 'node:os'
import { AUDIO_RUNG, playlistFile, type RenditionName, segmentTemplate } from '@better-and-bliss/stream-token'
import {
  AUDIO_HZ,
  AUDIO_KBPS,
  BUFFER_SECONDS,
  KEYFRAME_SECONDS,
  PEAK_SHARE,
  type Rung,
  SEGMENT_SECONDS,
  type VideoPlan,
} from '../../../hls/ladder.ts'
import { ORIGIN_SECONDS } from '../../../hls/timeline.ts'
import { inputArgs, QUIET } from './input.ts'
import { levelled } from './loudness.ts'
import { SOUND_OF_WAVEFORM, WAVEFORM_HZ } from './picture-commands.ts'
import { deinterlaced, toneMapped } from './picture-filters.ts'
import type { Source, SourceSound } from './source.ts'

/**
 * One run that decodes once, scales each rung from the next heavier one, encodes the sound once and writes HLS for all
 * rungs, and for the sound alone, into the current folder (`360p.m3u8`, `360p/segment0000.ts` …).
 */
export function ladderArgs(source: Source, plan: VideoPlan): string[] {
  const sound = source.sound ? [hlsOutput(AUDIO_RUNG, 'a:0')] : []
  return videoArgs(source, plan, { others: sound, seconds: wholeOf(source), effort: LASTING })
}

/**
 * The same for the beginning of the lightest rung, with less effort: somebody waits for it, and it is made again. The cuts, and so the
 * segments, are those of the ladder, and so are the parameter sets: players go from one to the other without a break.
 */
export function headArgs(source: Source, { rungs, frameRate }: VideoPlan, seconds: number): string[] {
  return videoArgs(source, { rungs: [rungs[0]], frameRate }, { others: [], seconds, effort: PASSING })
}

/** What goes into a picture: a preset of x264, and how it is scaled. */
interface Effort {
  preset: 'veryfast' | 'superfast'
  scaling: 'bicubic' | 'area'
}

const LASTING: Effort = { preset: 'veryfast', scaling: 'bicubic' }
const PASSING: Effort = { preset: 'superfast', scaling: 'area' }

interface Wanted {
  /** Outputs beside the rungs. */
  others: string[]
  seconds: number
  effort: Effort
}

/**
 * One run that makes HLS of a sound, and in `waveform.wav` what its waveform is drawn from. That cannot be drawn here: its
 * filter waits for the end, and would begin anew, as every graph does, where the sound changes its rate or channels.
 */
export function audioArgs(source: Source): string[] {
  const { sound } = source
  if (!sound) throw new TypeError('There is no sound')
  const graph = `[0:${sound.index}]${resampled(sound)},asplit[a][w]`
  const outputs = [hlsOutput(AUDIO_RUNG, 'a:0'), heartbeatOutput('a:0')]
  return [
    ...[...QUIET, ...inputArgs(source), '-filter_complex', graph],
    ...['-map', '[a]', ...aac(sound), ...tee(outputs, wholeOf(source))],
    ...['-map', '[w]', '-c:a', 'pcm_s16le', '-ac', '1', '-ar', String(WAVEFORM_HZ), '-f', 'wav', SOUND_OF_WAVEFORM],
  ]
}

/** The same for the beginning of the sound. The cuts, and so the segments, are those of the whole. */
export function audioHeadArgs(source: Source, seconds: number): string[] {
  const { sound } = source
  if (!sound) throw new TypeError('There is no sound')
  const outputs = [hlsOutput(AUDIO_RUNG, 'a:0'), heartbeatOutput('a:0')]
  const graph = `[0:${sound.index}]${resampled(sound)}[a]`
  return [
    ...[...QUIET, ...inputArgs(source), '-filter_complex', graph],
    ...['-map', '[a]', ...aac(sound), ...tee(outputs, seconds)],
  ]
}

/** One run that makes HLS of a further sound, as long as the default one. */
export function furtherSoundArgs(source: Source, sound: SourceSound, name: RenditionName): string[] {
  return [
    ...[...QUIET, ...inputArgs(source), '-filter_complex'],
    ...[
      `[0:${sound.index}]${soundBesidePicture(sound, source.facts.durationSeconds)}[a]`,
      '-map',
      '[a]',
      ...aac(sound),
    ],
    ...tee([hlsOutput(name, 'a:0'), heartbeatOutput('a:0')], wholeOf(source)),
  ]
}

/** A tenth of a second more than plays, so that no clock that is a little fast cuts off its end. */
const wholeOf = ({ facts }: Source) => facts.durationSeconds + 0.1

/** Two graphs: ffmpeg begins a graph anew when its input changes in size, rate or channels, and the other goes on. */
function videoArgs(source: Source, plan: VideoPlan, { others, seconds, effort }: Wanted): string[] {
  const { sound, facts } = source
  const rungs = plan.rungs.map(({ name }, index) => hlsOutput(name, sound ? `v:${index},a:0` : `v:${index}`))
  return [
    ...QUIET,
    ...inputArgs(source),
    ...['-filter_complex', pictureGraph(source, plan, effort)],
    ...(sound ? ['-filter_complex', `[0:${sound.index}]${soundBesidePicture(sound, facts.durationSeconds)}[a]`] : []),
    ...plan.rungs.flatMap((_, index) => ['-map', `[v${index}]`]),
    ...(sound ? ['-map', '[a]', ...aac(sound)] : []),
    ...x264(plan.rungs, effort),
    ...(source.hdr ? BT709 : []),
    ...tee([...rungs, ...others, heartbeatOutput('v:0')], seconds),
  ]
}

/**
 * Nothing in it counts from the start of the file, since it may begin anew in the middle. A picture that begins late is
 * shown from the start on: ffmpeg repeats its first frame, as it does wherever a constant rate lacks one.
 */
function pictureGraph(source: Source, { rungs, frameRate }: VideoPlan, { scaling }: Effort): string {
  const { facts, picture } = source
  if (!picture) throw new TypeError('There is no picture')
  const missing = facts.durationSeconds - picture.endSeconds
  const hold = missing > HOLD_FROM_SECONDS ? `,tpad=stop_mode=clone:stop_duration=${missing.toFixed(3)}` : ''
  const steps = rungs.map((rung, index) => {
    const heaviest = index === rungs.length - 1
    const from = heaviest
      ? `[0:${picture.index}]${deinterlaced},fps=${frameRate}:eof_action=pass${hold},`
      : `[t${index}]`
    const scaled = heaviest
      ? fitted(rung, scaling) + toneMapped(source)
      : `scale=${rung.width}:${rung.height}:flags=${scaling}`
    const to = index === 0 ? `[v0]` : `,split[v${index}][t${index - 1}]`
    return `${from}${scaled},format=yuv420p,setsar=1${to}`
  })
  return steps.reverse().join(';')
}

const HOLD_FROM_SECONDS = 0.2

/** Fits whatever shape the picture has at the moment; what is two pixels off is so by rounding. */
function fitted({ width, height }: Rung, scaling: Effort['scaling']): string {
  const side = (own: number, other: string) =>
    `if(lte(abs(2*round(${other}/2)-${own}),2),${own},min(${own},2*round(${other}/2)))`
  return [
    `scale=w='${side(width, `${height}*dar`)}':h='${side(height, `${width}/dar`)}':flags=${scaling}:eval=frame`,
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:eval=frame`,
  ].join(',')
}

const BT709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']

/** Gaps become silence. */
function resampled(sound: SourceSound): string {
  return `aresample=${AUDIO_HZ}:async=1${isLate(sound) ? ':first_pts=0' : ''}${levelled(sound.level)}`
}

/** The sound lasts as long as the picture: players stall where one of the two ends. */
const soundBesidePicture = (sound: SourceSound, durationSeconds: number) =>
  `${resampled(sound)},apad=whole_len=${Math.floor(durationSeconds * AUDIO_HZ)}`

/** More than the priming of an encoder. */
const LATE_SECONDS = 0.1
const isLate = ({ startSeconds }: SourceSound) => startSeconds > LATE_SECONDS

/**
 * A sound that begins late has silence before it. A graph that begins anew makes that silence again, with times that have
 * been: those packets are dropped.
 */
function aac(sound: SourceSound): string[] {
  const onlyForward = 'noise=drop=lt(pts\\,ld(0))+0*st(0\\,max(ld(0)\\,pts))'
  return [...AAC, ...(isLate(sound) ? ['-bsf:a', onlyForward] : [])]
}

const AAC = ['-c:a', 'aac', '-b:a', `${AUDIO_KBPS}k`, '-ac', '2']

function x264(rungs: Rung[], { preset }: Effort): string[] {
  const rates = rungs.flatMap(({ videoKbps }, index) => [
    ...[`-b:v:${index}`, `${videoKbps}k`, `-maxrate:v:${index}`, `${Math.floor(videoKbps * PEAK_SHARE)}k`],
    ...[`-bufsize:v:${index}`, `${Math.floor(videoKbps * BUFFER_SECONDS)}k`],
  ])
  return [
    ...['-c:v', 'libx264', '-preset', preset, '-profile:v', 'high', '-sc_threshold', '0'],
    // The rungs are encoded side by side: more threads for each cost more than they bring.
    ...['-threads', String(Math.min(4, availableParallelism()))],
    ...['-force_key_frames', `expr:gte(t,n_forced*${KEYFRAME_SECONDS})`],
    ...rates,
  ]
}

/** An encoder's packets go to several files. A file that fails ends the run. */
function tee(outputs: string[], seconds: number): string[] {
  return ['-t', String(seconds), '-f', 'tee', outputs.join('|')]
}

function hlsOutput(name: RenditionName, streams: string): string {
  const options = [
    ...[`select=\\'${streams}\\'`, 'onfail=abort', 'f=hls', `hls_time=${SEGMENT_SECONDS}`, 'hls_playlist_type=event'],
    ...['hls_flags=independent_segments+temp_file', `hls_segment_filename=${segmentTemplate(name)}`],
    `output_ts_offset=${ORIGIN_SECONDS}`,
  ]
  return `[${options.join(':')}]${playlistFile(name)}`
}

/**
 * A line to stdout for each encoded packet. It tells how far ffmpeg is; and unlike `-progress`, whose failure ffmpeg
 * ignores, it ends ffmpeg when nobody reads any more: a killed worker leaves no child behind.
 */
function heartbeatOutput(stream: string): string {
  return `[select=\\'${stream}\\':onfail=abort:f=framecrc:flush_packets=1]pipe:1`
}
