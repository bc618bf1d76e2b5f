import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { avcCodec, bandwidths } from '../../../../hls/playlists.ts'
import { packetReader } from '../../../local/ffmpeg/packets.ts'
import { type FileGroup, type HlsGroup, type HlsOutput, isHls, type JobJson } from './job-schema.ts'

interface MadeGroup {
  type: string
  playlistFilePaths?: string[]
  outputDetails: { outputFilePaths: string[]; durationInMs: number }[]
}

/** The place in a folder that a destination of S3 names: what is made there goes to where it says. */
interface Place {
  folder: string
  uri: string
}

/**
 * Makes what a job orders, with ffmpeg, under the names that MediaConvert gives: `x-360p.m3u8`, `x-360p_00001.ts`, `x.m3u8`,
 * `x-poster.0000000.jpg`.
 *
 * @returns what MediaConvert tells of it.
 */
export async function makeFiles(ffmpegPath: string, store: ObjectStore, job: JobJson): Promise<MadeGroup[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mediaconvert-'))
  try {
    const [input] = job.settings.inputs
    const groups: MadeGroup[] = []
    await store.withLocalFile(keyOf(input?.fileInput ?? ''), async (path) => {
      const run = (args: string[]) =>
        promisify(execFile)(ffmpegPath, ['-v', 'error', '-nostdin', '-y', '-i', path, ...args], { cwd: folder })
      const selectors = Object.entries(input?.audioSelectors ?? {})
      const tracks = new Map(selectors.map(([name, selector]) => [name, (selector.tracks?.[0] ?? 1) - 1]))
      const video = input?.videoSelector
      const secondsThere = video?.padVideo === 'BLACK' ? secondsOf : pictureSecondsOf
      const videoSeconds = video ? await secondsThere(ffmpegPath, path) : null
      for (const group of job.settings.outputGroups) {
        const of = { group, tracks, videoSeconds }
        groups.push(isHls(group) ? await makeHls(run, folder, { ...of, group }) : await makeFrames(run, folder, group))
      }
    })
    const [group] = job.settings.outputGroups
    const prefix = keyOf(group ? destinationOf(group) : '').replace(/[^/]+$/, '')
    for (const name of await readdir(folder)) {
      await store.putFile(prefix + name, join(folder, name), { contentType: contentTypeOf(name) })
    }
    return groups
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The sounds of the input, from 0, by their selectors. */
type Tracks = Map<string, number>
type Run = (args: string[]) => Promise<unknown>

interface HlsWork {
  group: HlsGroup
  tracks: Tracks
  /** How long the picture is made, with what is padded; null where there is none. */
  videoSeconds: number | null
}

/** How long a file is. Without an output ffmpeg ends with an error, after it has told that. */
async function secondsOf(ffmpegPath: string, path: string): Promise<number> {
  const said = await promisify(execFile)(ffmpegPath, ['-i', path]).catch((error: { stderr: string }) => error)
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(said.stderr) ?? []
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

/** When the picture of a file ends. */
async function pictureSecondsOf(ffmpegPath: string, path: string): Promise<number> {
  const args = ['-v', 'error', '-i', path, '-map', '0:v:0', '-c', 'copy', '-f', 'framecrc', '-']
  const packets = packetReader()
  packets.take((await promisify(execFile)(ffmpegPath, args)).stdout)
  return packets.spans().get(0)?.endSeconds ?? 0
}

function keyOf(uri: string): string {
  return uri.replace(/^s3:\/\/[^/]+\//, '')
}

function destinationOf({ outputGroupSettings: settings }: HlsGroup | FileGroup): string {
  return settings.type === 'HLS_GROUP_SETTINGS'
    ? settings.hlsGroupSettings.destination
    : settings.fileGroupSettings.destination
}

function contentTypeOf(name: string): string {
  if (name.endsWith('.ts')) return 'video/MP2T'
  return name.endsWith('.jpg') ? 'image/jpeg' : 'application/x-mpegURL'
}

async function makeHls(run: Run, folder: string, work: HlsWork): Promise<MadeGroup> {
  const { group } = work
  const { destination, segmentLength } = group.outputGroupSettings.hlsGroupSettings
  const base = basename(destination)
  const place = { folder, uri: destination.slice(0, -base.length) }
  await run(group.outputs.flatMap((output) => hlsArgs(`${base}${output.nameModifier}`, segmentLength, output, work)))
  const lines = ['#EXTM3U', '#EXT-X-VERSION:3', '#EXT-X-INDEPENDENT-SEGMENTS']
  const outputDetails = []
  for (const output of group.outputs) {
    const name = `${base}${output.nameModifier}`
    const { attributes, seconds } = await rewriteManifest(place, name, output)
    const { audioTrackType, audioGroupId } = output.outputSettings.hlsSettings
    if (audioTrackType?.startsWith('ALTERNATE')) {
      lines.push(`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${audioGroupId}",NAME="${name}",URI="${name}.m3u8"`)
    } else {
      lines.push(`#EXT-X-STREAM-INF:${attributes}`, `${name}.m3u8`)
    }
    outputDetails.push({ outputFilePaths: [`${place.uri}${name}.m3u8`], durationInMs: Math.round(seconds * 1000) })
  }
  await writeFile(join(folder, `${base}.m3u8`), `${lines.join('\n')}\n`)
  return { type: 'HLS_GROUP', playlistFilePaths: [`${destination}.m3u8`], outputDetails }
}

function hlsArgs(
  name: string,
  segmentLength: number,
  { videoDescription: video, audioDescriptions, containerSettings }: HlsOutput,
  { tracks, videoSeconds }: HlsWork,
): string[] {
  const [sound] = audioDescriptions
  const aac = sound?.codecSettings.aacSettings
  const level = sound?.audioNormalizationSettings
  const track = `0:a:${tracks.get(sound?.audioSourceName ?? '')}`
  const lasts = videoSeconds !== null && containerSettings.m3u8Settings.audioDuration === 'MATCH_VIDEO_DURATION'
  const heard = [
    ...(level ? [`loudnorm=I=${level.targetLkfs}:TP=${level.truePeakLimiterThreshold}`] : []),
    ...(lasts ? [`apad=whole_dur=${videoSeconds}`] : []),
  ]
  return [
    ...(video ? ['-map', '0:v:0', ...h264Args(video)] : ['-vn']),
    ...(aac
      ? ['-map', track, '-c:a', 'aac', '-b:a', String(aac.bitrate), '-ar', String(aac.sampleRate), '-ac', '2']
      : []),
    ...(heard.length > 0 ? ['-af', heard.join(',')] : []),
    ...(video || lasts ? ['-t', String(videoSeconds)] : []),
    ...['-muxdelay', '0', '-muxpreload', '0', '-output_ts_offset', String(containerSettings.m3u8Settings.ptsOffset)],
    ...['-f', 'hls', '-hls_time', String(segmentLength), '-hls_playlist_type', 'vod', '-start_number', '1'],
    ...['-hls_flags', 'independent_segments', '-hls_segment_filename', `${name}_%05d.ts`, `${name}.m3u8`],
  ]
}

function h264Args({ width, height, codecSettings }: NonNullable<HlsOutput['videoDescription']>): string[] {
  if (codecSettings.codec !== 'H_264') throw new TypeError('HLS holds H.264')
  const h264 = codecSettings.h264Settings
  const rate = `${h264.framerateNumerator}/${h264.framerateDenominator}`
  return [
    ...['-vf', `fps=${rate},scale=${width}:${height},setsar=1,tpad=stop=-1:color=black`],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-x264-params',
      '8x8dct=1',
      '-profile:v',
      'high',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-b:v', String(h264.bitrate), '-maxrate', String(h264.maxBitrate), '-bufsize', String(h264.hrdBufferSize)],
    ...['-sc_threshold', '0', '-force_key_frames', `expr:gte(t,n_forced*${h264.gopSize})`],
  ]
}

/** Writes a playlist as MediaConvert does. @returns what its master says of it. */
async function rewriteManifest({ folder }: Place, name: string, output: HlsOutput) {
  const path = join(folder, `${name}.m3u8`)
  const pairs = [...(await readFile(path, 'utf8')).matchAll(/^#EXTINF:([\d.]+),\n(.+)$/gm)]
  const segments = await Promise.all(
    pairs.map(async ([, seconds, file = '']) => ({
      durationSeconds: Number(seconds),
      bytes: (await stat(join(folder, file))).size,
      file,
    })),
  )
  const target = Math.max(6, ...segments.map(({ durationSeconds }) => Math.round(durationSeconds)))
  const head = ['#EXTM3U', '#EXT-X-VERSION:3', `#EXT-X-TARGETDURATION:${target}`, '#EXT-X-MEDIA-SEQUENCE:1']
  const entries = segments.flatMap(({ durationSeconds, file }) => [`#EXTINF:${durationSeconds},`, file])
  const lines = [...head, '#EXT-X-PLAYLIST-TYPE:VOD', ...entries, '#EXT-X-ENDLIST']
  await writeFile(path, `${lines.join('\n')}\n`)
  const { bandwidth, averageBandwidth } = bandwidths(segments)
  const rates = `BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${averageBandwidth}`
  const seconds = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)
  const first = await readFile(join(folder, segments[0]?.file ?? ''))
  return { attributes: `${rates},${pictureAttributes(output, avcCodec(first))}`, seconds }
}

function pictureAttributes({ videoDescription: video, audioDescriptions }: HlsOutput, avc: string | null): string {
  const codecs = [...(video ? [avc] : []), ...audioDescriptions.map(() => 'mp4a.40.2')].join(',')
  if (video?.codecSettings.codec !== 'H_264') return `CODECS="${codecs}"`
  const { framerateNumerator: numerator, framerateDenominator: denominator } = video.codecSettings.h264Settings
  const rate = (numerator / denominator).toFixed(3)
  return `CODECS="${codecs}",RESOLUTION=${video.width}x${video.height},FRAME-RATE=${rate}`
}

async function makeFrames(run: Run, folder: string, group: FileGroup): Promise<MadeGroup> {
  const { destination } = group.outputGroupSettings.fileGroupSettings
  const base = basename(destination)
  const outputDetails = []
  for (const { nameModifier, extension, videoDescription } of group.outputs) {
    const { codecSettings, width, height } = videoDescription
    if (codecSettings.codec !== 'FRAME_CAPTURE') throw new TypeError('Only frames are captured into files')
    const { framerateNumerator, framerateDenominator, maxCaptures } = codecSettings.frameCaptureSettings
    const name = `${base}${nameModifier}`
    const filter = `fps=${framerateNumerator}/${framerateDenominator}:start_time=0:round=up,scale=${width}:${height},setsar=1`
    const frames = ['-frames:v', String(maxCaptures), '-start_number', '0', `${name}.%07d.${extension}`]
    await run(['-map', '0:v:0', '-vf', filter, '-pix_fmt', 'yuvj420p', ...frames])
    const made = (await readdir(folder)).filter((file) => file.startsWith(`${name}.`)).sort()
    const last = destination.slice(0, -base.length) + (made.at(-1) ?? '')
    outputDetails.push({ outputFilePaths: [last], durationInMs: 0 })
  }
  return { type: 'FILE_GROUP', outputDetails }
}
