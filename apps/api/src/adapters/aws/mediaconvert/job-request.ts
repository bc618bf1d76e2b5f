import type { CreateJobRequest, HlsGroupSettings, Input, OutputGroup } from '@aws-sdk/client-mediaconvert'
import { AUDIO_RUNG } from '@better-and-bliss/stream-token'
import { planVideo, SEGMENT_SECONDS } from '../../../hls/ladder.ts'
import { MediaRefused, type TranscodeJob } from '../../../ports/transcoder.ts'
import { aac, audioOutput, audioSelectors } from './audio.ts'
import { baseKey } from './names.ts'
import type { MediaConvertSettings, Prepared } from './parts.ts'
import { picturesGroup } from './pictures-group.ts'
import { videoOutput } from './video-output.ts'

export type Placement = Pick<MediaConvertSettings, 'bucket' | 'role' | 'queue' | 'normalisesLoudness'>

/** MediaConvert encodes no smaller pictures. */
const MIN_SIDE = 32
/** A picture and a sound of one length differ by some frames, of which the longest last so long. */
const FRAMES_SECONDS = 0.2

/**
 * The job that makes of a source what the local transcoder makes of it: the same rungs, cut at the same times.
 *
 * @throws MediaRefused when MediaConvert cannot.
 */
export function jobRequest(
  job: TranscodeJob,
  prepared: Prepared,
  { bucket, role, queue, normalisesLoudness }: Placement,
): CreateJobRequest {
  const { outputId, idempotencyKey, sourceKey } = job
  const destination = `s3://${bucket}/${baseKey(outputId)}`
  assertLargeEnough(prepared)
  return {
    ClientRequestToken: idempotencyKey,
    Role: role,
    Queue: queue,
    StatusUpdateInterval: 'SECONDS_30',
    UserMetadata: { attempt: idempotencyKey, outputId, bucket },
    Settings: {
      TimecodeConfig: { Source: 'ZEROBASED' },
      Inputs: [inputOf(`s3://${bucket}/${sourceKey}`, prepared)],
      OutputGroups: [hlsGroup(destination, prepared, normalisesLoudness), ...picturesGroup(destination, prepared)],
    },
  }
}

function assertLargeEnough({ facts: { width, height } }: Prepared): void {
  if (width === null || height === null || Math.min(width, height) >= MIN_SIDE) return
  throw new MediaRefused(
    `Its picture is too small: ${width} × ${height} pixels. MediaConvert takes ${MIN_SIDE} and more.`,
  )
}

function inputOf(fileInput: string, prepared: Prepared): Input {
  const { facts, sounds } = prepared
  const PadVideo = isShorterThanFilm(prepared) ? 'BLACK' : 'DISABLED'
  return {
    FileInput: fileInput,
    TimecodeSource: 'ZEROBASED',
    ...(facts.kind === 'video' && { VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW', PadVideo } }),
    ...(sounds.length > 0 && { AudioSelectors: audioSelectors(sounds) }),
  }
}

/**
 * Whether the sound of the film is heard outside of its picture, which gets black there. MediaConvert lets the black last as long as
 * the longest sound: where only a further one goes on, it would make the film longer.
 */
function isShorterThanFilm({ facts, picture }: Prepared): boolean {
  if (!picture) return false
  return picture.startSeconds > FRAMES_SECONDS || facts.durationSeconds - picture.endSeconds > FRAMES_SECONDS
}

function hlsGroup(destination: string, prepared: Prepared, normalisesLoudness: boolean): OutputGroup {
  const { facts, sounds } = prepared
  const [standard] = sounds
  const inVideos = standard ? [aac(standard, normalisesLoudness)] : []
  const plan = facts.kind === 'video' ? planVideo(facts) : null
  const videos = plan?.rungs.map((rung) => videoOutput(rung, plan, prepared, inVideos)) ?? []
  return {
    Name: 'hls',
    OutputGroupSettings: { Type: 'HLS_GROUP_SETTINGS', HlsGroupSettings: { Destination: destination, ...HLS } },
    Outputs: [...videos, ...sounds.map((sound) => audioOutput(sound.name ?? AUDIO_RUNG, sound, normalisesLoudness))],
  }
}

const HLS: HlsGroupSettings = {
  SegmentControl: 'SEGMENTED_FILES',
  SegmentLength: SEGMENT_SECONDS,
  SegmentLengthControl: 'GOP_MULTIPLE',
  MinSegmentLength: 0,
  DirectoryStructure: 'SINGLE_DIRECTORY',
  OutputSelection: 'MANIFESTS_AND_SEGMENTS',
  ManifestDurationFormat: 'FLOATING_POINT',
  ManifestCompression: 'NONE',
  TargetDurationCompatibilityMode: 'SPEC_COMPLIANT',
  CodecSpecification: 'RFC_6381',
  StreamInfResolution: 'INCLUDE',
  ProgramDateTime: 'EXCLUDE',
  // Ours are published when everything is there.
  ProgressiveWriteHlsManifest: 'DISABLED',
}
