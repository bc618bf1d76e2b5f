import type { AudioDescription, CreateJobRequest, Input, OutputGroup } from '@aws-sdk/client-mediaconvert'
import { AUDIO_RUNG } from '@better-and-bliss/stream-token'
import { AUDIO_HZ, AUDIO_KBPS, planVideo, SEGMENT_SECONDS } from '../../../hls/ladder.ts'
import { MediaRefused, type TranscodeJob } from '../../../ports/transcoder.ts'
import { baseKey, nameModifier } from './names.ts'
import type { MediaConvertSettings, Prepared } from './parts.ts'
import { picturesGroup } from './pictures-group.ts'
import { videoOutput } from './video-output.ts'

export type Placement = Pick<MediaConvertSettings, 'bucket' | 'role' | 'queue'>

const SOUND = 'Audio Selector 1'
/** MediaConvert encodes no smaller pictures. */
const MIN_SIDE = 32

/**
 * The job that makes of a source what the local transcoder makes of it: the same rungs, cut at the same times.
 *
 * @throws MediaRefused when MediaConvert cannot.
 */
export function jobRequest(
  job: TranscodeJob,
  prepared: Prepared,
  { bucket, role, queue }: Placement,
): CreateJobRequest {
  const { contentId, idempotencyKey, sourceKey } = job
  const destination = `s3://${bucket}/${baseKey(contentId)}`
  assertLargeEnough(prepared)
  return {
    ClientRequestToken: idempotencyKey,
    Role: role,
    Queue: queue,
    StatusUpdateInterval: 'SECONDS_30',
    UserMetadata: { attempt: idempotencyKey, contentId, bucket },
    Settings: {
      TimecodeConfig: { Source: 'ZEROBASED' },
      Inputs: [inputOf(`s3://${bucket}/${sourceKey}`, prepared)],
      OutputGroups: [hlsGroup(destination, prepared), ...picturesGroup(destination, prepared)],
    },
  }
}

function assertLargeEnough({ facts: { width, height } }: Prepared): void {
  if (width === null || height === null || Math.min(width, height) >= MIN_SIDE) return
  throw new MediaRefused(
    `Its picture is too small: ${width} × ${height} pixels. MediaConvert takes ${MIN_SIDE} and more.`,
  )
}

function inputOf(fileInput: string, { facts }: Prepared): Input {
  return {
    FileInput: fileInput,
    TimecodeSource: 'ZEROBASED',
    ...(facts.kind === 'video' && { VideoSelector: { Rotate: 'AUTO', ColorSpace: 'FOLLOW' } }),
    ...(facts.hasAudio && { AudioSelectors: { [SOUND]: { DefaultSelection: 'DEFAULT' } } }),
  }
}

function hlsGroup(destination: string, prepared: Prepared): OutputGroup {
  const { facts } = prepared
  const sound = facts.hasAudio ? [aac()] : []
  const plan = facts.kind === 'video' ? planVideo(facts) : null
  const videos = plan?.rungs.map((rung) => videoOutput(rung, plan, prepared, sound)) ?? []
  return {
    Name: 'hls',
    OutputGroupSettings: {
      Type: 'HLS_GROUP_SETTINGS',
      HlsGroupSettings: {
        Destination: destination,
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
      },
    },
    Outputs: [...videos, ...(facts.hasAudio ? [audioOutput()] : [])],
  }
}

function audioOutput() {
  return {
    NameModifier: nameModifier(AUDIO_RUNG),
    ContainerSettings: { Container: 'M3U8' as const, M3u8Settings: {} },
    OutputSettings: {
      HlsSettings: {
        AudioTrackType: 'AUDIO_ONLY_VARIANT_STREAM' as const,
        AudioGroupId: 'sound',
        AudioOnlyContainer: 'M2TS' as const,
      },
    },
    AudioDescriptions: [aac()],
  }
}

function aac(): AudioDescription {
  return {
    AudioSourceName: SOUND,
    CodecSettings: {
      Codec: 'AAC',
      AacSettings: {
        Bitrate: AUDIO_KBPS * 1000,
        SampleRate: AUDIO_HZ,
        CodingMode: 'CODING_MODE_2_0',
        CodecProfile: 'LC',
        RateControlMode: 'CBR',
        Specification: 'MPEG4',
        RawFormat: 'NONE',
      },
    },
  }
}
