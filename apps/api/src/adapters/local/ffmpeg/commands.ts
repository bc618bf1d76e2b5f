import { availableParallelism } from 'node:os'
import { inputArgs, QUIET } from './input.ts'
import {
  AUDIO_HZ,
  AUDIO_KBPS,
  BUFFER_SECONDS,
  KEYFRAME_SECONDS,
  PEAK_SHARE,
  type RenditionName,
  type Rung,
  SEGMENT_SECONDS,
  type VideoPlan,
} from './ladder.ts'
import { MAX_DURATION_SECONDS } from './limits.ts'
import { WAVEFORM_FILTER } from './picture-commands.ts'
import type { Source } from './source.ts'

/**
 * One run that decodes once, scales each rung from the next heavier one, encodes the sound once and writes HLS for all
 * rungs, and for the sound alone, into the current folder (`360p.m3u8`, `360p/segment0000.ts` …).
 */
export function ladderArgs(source: Source, plan: VideoPlan): string[] {
  const sound = source.facts.hasAudio ? [hlsOutput('audio', 'a:0')] : []
  return videoArgs(source, plan, sound, MAX_DURATION_SECONDS)
}

/** The same for the beginning of the lightest rung. The cuts, and so the segments, are those of the ladder. */
export function headArgs(source: Source, { rungs, frameRate }: VideoPlan, seconds: number): string[] {
  return videoArgs(source, { rungs: [rungs[0]], frameRate }, [], seconds)
}

/** One run that makes HLS of a sound, and a picture of its waveform in `waveform.png`. */
export function audioArgs(source: Source): string[] {
  const graph = `[0:a:0]asplit[s][w];[s]${SOUND_FROM_ZERO}[a];[w]${WAVEFORM_FILTER}[p]`
  return [
    ...[...QUIET, ...inputArgs(source), '-filter_complex', graph],
    ...['-map', '[a]', ...AAC, ...tee([hlsOutput('audio', 'a:0'), heartbeatOutput('a:0')], MAX_DURATION_SECONDS)],
    ...['-map', '[p]', '-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1', 'waveform.png'],
  ]
}

function videoArgs(source: Source, plan: VideoPlan, others: string[], seconds: number): string[] {
  const { hasAudio, durationSeconds } = source.facts
  const graph = [pictureGraph(source, plan), ...(hasAudio ? [`[0:a:0]${soundBesidePicture(durationSeconds)}[a]`] : [])]
  const rungs = plan.rungs.map(({ name }, index) => hlsOutput(name, hasAudio ? `v:${index},a:0` : `v:${index}`))
  return [
    ...QUIET,
    ...inputArgs(source),
    ...['-filter_complex', graph.join(';')],
    ...plan.rungs.flatMap((_, index) => ['-map', `[v${index}]`]),
    ...(hasAudio ? ['-map', '[a]', ...AAC] : []),
    ...x264(plan.rungs),
    ...tee([...rungs, ...others, heartbeatOutput('v:0')], seconds),
  ]
}

function pictureGraph({ facts, pictureSeconds }: Source, { rungs, frameRate }: VideoPlan): string {
  const missing = pictureSeconds === null ? 0 : facts.durationSeconds - pictureSeconds
  const hold = missing > 1 ? `,tpad=stop_mode=clone:stop_duration=${missing.toFixed(3)}` : ''
  const steps = rungs.map((rung, index) => {
    const from = index === rungs.length - 1 ? `[0:V:0]fps=${frameRate}:start_time=0${hold},` : `[t${index}]`
    const to = index === 0 ? `[v0]` : `,split[v${index}][t${index - 1}]`
    return `${from}scale=${rung.width}:${rung.height}:flags=bicubic,format=yuv420p,setsar=1${to}`
  })
  return steps.reverse().join(';')
}

/** Gaps become silence, at the beginning too. */
const SOUND_FROM_ZERO = `aresample=${AUDIO_HZ}:async=1:first_pts=0`

/** The sound lasts as long as the picture: players stall where one of the two ends. */
const soundBesidePicture = (durationSeconds: number) =>
  `${SOUND_FROM_ZERO},apad=whole_len=${Math.floor(durationSeconds * AUDIO_HZ)}`

const AAC = ['-c:a', 'aac', '-b:a', `${AUDIO_KBPS}k`, '-ac', '2']

function x264(rungs: Rung[]): string[] {
  const rates = rungs.flatMap(({ videoKbps }, index) => [
    ...[`-b:v:${index}`, `${videoKbps}k`, `-maxrate:v:${index}`, `${Math.floor(videoKbps * PEAK_SHARE)}k`],
    ...[`-bufsize:v:${index}`, `${Math.floor(videoKbps * BUFFER_SECONDS)}k`],
  ])
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-sc_threshold', '0'],
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
    ...['hls_flags=independent_segments+temp_file', `hls_segment_filename=${name}/segment%04d.ts`],
  ]
  return `[${options.join(':')}]${name}.m3u8`
}

/**
 * A line to stdout for each encoded packet. It tells how far ffmpeg is; and unlike `-progress`, whose failure ffmpeg
 * ignores, it ends ffmpeg when nobody reads any more: a killed worker leaves no child behind.
 */
function heartbeatOutput(stream: string): string {
  return `[select=\\'${stream}\\':onfail=abort:f=framecrc:flush_packets=1]pipe:1`
}
