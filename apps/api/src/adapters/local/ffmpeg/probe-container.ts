import {
  EncodedPacketSink,
  FilePathSource,
  FLAC,
  Input,
  type InputAudioTrack,
  type InputFormat,
  type InputTrack,
  type InputVideoTrack,
  Logging,
  LogLevel,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny'
import { type MediaFacts, MediaRefused } from '../../../ports/transcoder.ts'
import { MAX_TRACKS } from './limits.ts'
import type { Container } from './sniff.ts'
import type { Probed } from './source.ts'

/** What it would print about a strange file, we answer in words. */
Logging.level = LogLevel.Silent

/**
 * The formats that mediabunny tells all about, and quickly. (It leaves tracks of a transport stream out without a word, and
 * keeps every frame of an MP3 in memory.)
 */
const FORMATS: Partial<Record<Container, InputFormat[]>> = {
  mp4: [MP4, QTFF],
  matroska: [MATROSKA, WEBM],
  wav: [WAVE],
  flac: [FLAC],
  ogg: [OGG],
}

const PROBE_MS = 20_000
/** A container may promise a little more than its last packet gives. */
const MISSING_SHARE = 0.1

/**
 * Reads a container's tables and its last packets, without decoding.
 *
 * @returns null when this cannot tell: another container, or a codec that it does not know.
 * @throws MediaRefused when the file is damaged or its end is missing.
 */
export async function probeContainer(container: Container, path: string, signal: AbortSignal): Promise<Probed | null> {
  const formats = FORMATS[container]
  if (!formats) return null
  using input = new Input({ formats, source: new FilePathSource(path) })
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)])
  const stop = () => input.dispose()
  limit.addEventListener('abort', stop)
  try {
    return await probe(input, container)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof MediaRefused) throw error
    if (limit.aborted) throw new MediaRefused('This file takes too long to look through. Export it again as MP4.')
    throw new MediaRefused('This file is damaged or incomplete. Export or send it again.', { cause: error })
  } finally {
    limit.removeEventListener('abort', stop)
  }
}

async function probe(input: Input, container: Container): Promise<Probed | null> {
  const tracks = await input.getTracks()
  if (tracks.length > MAX_TRACKS) throw new MediaRefused(`This file has ${tracks.length} tracks.`)
  const video = tracks.find((track) => track.isVideoTrack())
  const audio = tracks.find((track) => track.isAudioTrack())
  if (!video && !audio) throw new MediaRefused('This file is incomplete: it holds neither picture nor sound.')
  const videoCodec = video ? await codecOf(video) : null
  const audioCodec = audio ? await codecOf(audio) : null
  if (videoCodec === undefined || audioCodec === undefined) return null

  const pictureSeconds = video ? await endOf(video) : null
  const durationSeconds = Math.max(pictureSeconds ?? 0, audio ? await endOf(audio) : 0)
  const promisedSeconds = (await input.getDurationFromMetadata()) ?? durationSeconds
  if (durationSeconds < promisedSeconds * (1 - MISSING_SHARE) - 1) {
    throw new MediaRefused(
      `This file breaks off after ${Math.round(durationSeconds)} of ${Math.round(promisedSeconds)} seconds.`,
    )
  }
  const facts: MediaFacts = {
    kind: video ? 'video' : 'audio',
    container,
    durationSeconds,
    width: video ? await video.getDisplayWidth() : null,
    height: video ? await video.getDisplayHeight() : null,
    frameRate: video ? await frameRateOf(video) : null,
    videoCodec,
    hasAudio: audio !== undefined,
    audioCodec,
  }
  return { facts, pictureSeconds }
}

/** ffmpeg's name of a track's codec; undefined when mediabunny does not know it. */
async function codecOf(track: InputVideoTrack | InputAudioTrack): Promise<string | undefined> {
  const codec = await track.getCodec()
  if (codec === null) return undefined
  const renamed: Record<string, string> = { avc: 'h264', dts: 'dca', ulaw: 'pcm_mulaw', alaw: 'pcm_alaw' }
  if (!codec.startsWith('pcm-')) return renamed[codec] ?? codec
  const littleEndian = /^pcm-[sf](16|24|32|64)$/.test(codec) ? 'le' : ''
  return codec.replace('-', '_') + littleEndian
}

/** The prevailing rate; one for a single picture. */
async function frameRateOf(video: InputVideoTrack): Promise<number> {
  const { bestGuessFrameRate, probedPacketCount } = await video.computeFrameRateMetrics()
  return probedPacketCount < 2 ? 1 : bestGuessFrameRate
}

/** Where a track's last packet ends, in seconds. The packet itself is read, so a file that was cut off is found out. */
async function endOf(track: InputTrack): Promise<number> {
  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY)
  if (last === null) throw new MediaRefused('This file is incomplete: its end is missing. Send it again.')
  return last.timestamp + last.duration
}
