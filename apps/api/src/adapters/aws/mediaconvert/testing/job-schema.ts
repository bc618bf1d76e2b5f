import { z } from 'zod'

/*
 * The part of MediaConvert's job JSON that we use, with the limits of its API reference and the rules that it refuses jobs by. What
 * is not named here is refused, so that no setting slips in that nobody held against the reference.
 */

const side = z.int().min(32).max(8192).multipleOf(2)
const rateNumber = z.int().min(1).max(2_147_483_647)
const s3Uri = z.string().regex(/^s3:\/\/[a-z0-9.-]{3,63}\/[^?#]+$/)

const normalization = z.strictObject({
  algorithm: z.enum(['ITU_BS_1770_1', 'ITU_BS_1770_2', 'ITU_BS_1770_3', 'ITU_BS_1770_4']),
  algorithmControl: z.enum(['CORRECT_AUDIO', 'MEASURE_ONLY']),
  loudnessLogging: z.enum(['LOG', 'DONT_LOG']),
  peakCalculation: z.enum(['TRUE_PEAK', 'NONE']),
  targetLkfs: z.number().min(-59).max(0),
  truePeakLimiterThreshold: z.number().min(-8).max(0),
})

const audio = z.strictObject({
  audioSourceName: z.string(),
  audioNormalizationSettings: normalization.optional(),
  languageCodeControl: z.enum(['FOLLOW_INPUT', 'USE_CONFIGURED']).optional(),
  codecSettings: z.strictObject({
    codec: z.literal('AAC'),
    aacSettings: z.strictObject({
      bitrate: z.int().min(6_000).max(1_024_000),
      sampleRate: z.int().min(8_000).max(96_000),
      codingMode: z.enum(['CODING_MODE_1_0', 'CODING_MODE_2_0', 'CODING_MODE_5_1']),
      codecProfile: z.enum(['LC', 'HEV1', 'HEV2']),
      rateControlMode: z.enum(['CBR', 'VBR']),
      specification: z.enum(['MPEG2', 'MPEG4']),
      rawFormat: z.enum(['LATM_LOAS', 'NONE']),
    }),
  }),
})

const h264 = z
  .strictObject({
    codecProfile: z.enum(['HIGH', 'MAIN', 'BASELINE']),
    codecLevel: z.literal('AUTO'),
    interlaceMode: z.literal('PROGRESSIVE'),
    rateControlMode: z.literal('VBR'),
    bitrate: z.int().min(1_000).max(1_152_000_000),
    maxBitrate: z.int().min(1_000).max(1_152_000_000),
    hrdBufferSize: z.int().min(0).max(1_152_000_000),
    qualityTuningLevel: z.enum(['SINGLE_PASS', 'SINGLE_PASS_HQ', 'MULTI_PASS_HQ']),
    gopSize: z.number().min(0),
    gopSizeUnits: z.enum(['FRAMES', 'SECONDS', 'AUTO']),
    gopClosedCadence: z.int().min(0),
    sceneChangeDetect: z.enum(['DISABLED', 'ENABLED', 'TRANSITION_DETECTION']),
    minIInterval: z.int().min(0).max(30),
    framerateControl: z.literal('SPECIFIED'),
    framerateConversionAlgorithm: z.enum(['DUPLICATE_DROP', 'INTERPOLATE', 'FRAMEFORMER']),
    framerateNumerator: rateNumber,
    framerateDenominator: rateNumber,
    parControl: z.literal('SPECIFIED'),
    parNumerator: rateNumber,
    parDenominator: rateNumber,
  })
  .refine(({ bitrate, maxBitrate }) => maxBitrate >= bitrate, 'maxBitrate must be at least bitrate')

const frameCapture = z.strictObject({
  framerateNumerator: rateNumber,
  framerateDenominator: rateNumber,
  maxCaptures: z.int().min(1).max(10_000_000),
  quality: z.int().min(1).max(100),
})

const video = z.strictObject({
  width: side,
  height: side,
  scalingBehavior: z.enum(['DEFAULT', 'STRETCH_TO_OUTPUT', 'FIT', 'FILL']),
  videoPreprocessors: z.strictObject({
    deinterlacer: z.strictObject({
      mode: z.enum(['DEINTERLACE', 'INVERSE_TELECINE', 'ADAPTIVE']),
      control: z.enum(['FORCE_ALL_FRAMES', 'NORMAL']),
      algorithm: z.enum(['INTERPOLATE', 'INTERPOLATE_TICKER', 'BLEND', 'BLEND_TICKER', 'LINEAR_INTERPOLATION']),
    }),
    colorCorrector: z
      .strictObject({
        colorSpaceConversion: z.enum(['NONE', 'FORCE_601', 'FORCE_709']),
        hdrToSdrToneMapper: z.enum(['PRESERVE_DETAILS', 'VIBRANT']),
      })
      .optional(),
  }),
  codecSettings: z.discriminatedUnion('codec', [
    z.strictObject({ codec: z.literal('H_264'), h264Settings: h264 }),
    z.strictObject({ codec: z.literal('FRAME_CAPTURE'), frameCaptureSettings: frameCapture }),
  ]),
})

const hlsOutput = z
  .strictObject({
    nameModifier: z.string().min(1).max(256),
    containerSettings: z.strictObject({
      container: z.literal('M3U8'),
      m3u8Settings: z.strictObject({
        ptsOffsetMode: z.enum(['AUTO', 'SECONDS']),
        ptsOffset: z.int().min(0).max(3600),
        audioDuration: z.enum(['DEFAULT_CODEC_DURATION', 'MATCH_VIDEO_DURATION']).optional(),
      }),
    }),
    outputSettings: z.strictObject({
      hlsSettings: z.strictObject({
        iFrameOnlyManifest: z.enum(['INCLUDE', 'EXCLUDE']).optional(),
        audioTrackType: z
          .enum(['AUDIO_ONLY_VARIANT_STREAM', 'ALTERNATE_AUDIO_AUTO_SELECT', 'ALTERNATE_AUDIO_NOT_AUTO_SELECT'])
          .optional(),
        audioGroupId: z.string().optional(),
        audioRenditionSets: z.string().optional(),
        audioOnlyContainer: z.enum(['AUTOMATIC', 'M2TS']).optional(),
      }),
    }),
    videoDescription: video.optional(),
    audioDescriptions: z.array(audio),
  })
  .refine((output) => output.videoDescription ?? output.outputSettings.hlsSettings.audioTrackType, 'has no track type')
  .refine((output) => output.videoDescription ?? output.audioDescriptions.length === 1, 'must have one sound')
  .refine(({ outputSettings: { hlsSettings: hls } }) => {
    return !hls.audioTrackType?.startsWith('ALTERNATE') || hls.audioGroupId !== undefined
  }, 'an alternate sound needs a group')

const hlsGroup = z.strictObject({
  name: z.string().optional(),
  outputGroupSettings: z.strictObject({
    type: z.literal('HLS_GROUP_SETTINGS'),
    hlsGroupSettings: z.strictObject({
      destination: s3Uri,
      segmentControl: z.enum(['SINGLE_FILE', 'SEGMENTED_FILES']),
      segmentLength: z.int().min(1),
      segmentLengthControl: z.enum(['EXACT', 'GOP_MULTIPLE', 'MATCH']),
      minSegmentLength: z.int().min(0),
      directoryStructure: z.enum(['SINGLE_DIRECTORY', 'SUBDIRECTORY_PER_STREAM']),
      outputSelection: z.enum(['MANIFESTS_AND_SEGMENTS', 'SEGMENTS_ONLY']),
      manifestDurationFormat: z.enum(['FLOATING_POINT', 'INTEGER']),
      manifestCompression: z.enum(['GZIP', 'NONE']),
      targetDurationCompatibilityMode: z.enum(['LEGACY', 'SPEC_COMPLIANT']),
      codecSpecification: z.enum(['RFC_6381', 'RFC_4281']),
      streamInfResolution: z.enum(['INCLUDE', 'EXCLUDE']),
      programDateTime: z.enum(['INCLUDE', 'EXCLUDE']),
      progressiveWriteHlsManifest: z.enum(['ENABLED', 'DISABLED']),
    }),
  }),
  outputs: z
    .array(hlsOutput)
    .min(1)
    .refine((outputs) => new Set(outputs.map((output) => output.nameModifier)).size === outputs.length, 'names twice'),
})

const fileGroup = z.strictObject({
  name: z.string().optional(),
  outputGroupSettings: z.strictObject({
    type: z.literal('FILE_GROUP_SETTINGS'),
    fileGroupSettings: z.strictObject({ destination: s3Uri }),
  }),
  outputs: z.array(
    z.strictObject({
      nameModifier: z.string().min(1).max(256),
      extension: z.string(),
      containerSettings: z.strictObject({ container: z.literal('RAW') }),
      videoDescription: video,
    }),
  ),
})

const input = z.strictObject({
  fileInput: s3Uri,
  timecodeSource: z.enum(['EMBEDDED', 'ZEROBASED', 'SPECIFIEDSTART']),
  videoSelector: z
    .strictObject({
      rotate: z.enum(['AUTO', 'DEGREE_0']),
      colorSpace: z.enum(['FOLLOW', 'REC_709']),
      padVideo: z.enum(['BLACK', 'DISABLED']).optional(),
    })
    .optional(),
  audioSelectors: z
    .record(
      z.string(),
      z.strictObject({
        defaultSelection: z.enum(['DEFAULT', 'NOT_DEFAULT']),
        selectorType: z.enum(['TRACK', 'LANGUAGE_CODE', 'PID']).optional(),
        tracks: z.array(z.int().min(1)).optional(),
      }),
    )
    .optional(),
})

export const jobSchema = z
  .strictObject({
    clientRequestToken: z.string().regex(/^[\x20-\x7e]{1,64}$/),
    role: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/),
    queue: z.string().regex(/^(?:arn:aws[a-z-]*:mediaconvert:[a-z0-9-]+:\d{12}:queues\/)?[\w-]+$/),
    statusUpdateInterval: z.enum(['SECONDS_10', 'SECONDS_20', 'SECONDS_30', 'SECONDS_60']),
    userMetadata: z.record(z.string(), z.string()),
    settings: z.strictObject({
      timecodeConfig: z.strictObject({ source: z.enum(['EMBEDDED', 'ZEROBASED']) }),
      inputs: z.array(input).length(1),
      outputGroups: z.array(z.union([hlsGroup, fileGroup])).min(1),
    }),
  })
  .refine(({ settings }) => settings.outputGroups.some(isHls), 'frames are captured beside another output only')
  .refine(({ settings }) => {
    const known = Object.keys(settings.inputs[0]?.audioSelectors ?? {})
    const used = settings.outputGroups
      .filter(isHls)
      .flatMap(({ outputs }) => outputs.flatMap((o) => o.audioDescriptions))
    return used.every(({ audioSourceName }) => known.includes(audioSourceName))
  }, 'a sound names no selector')

export type JobJson = z.infer<typeof jobSchema>
export type HlsGroup = z.infer<typeof hlsGroup>
export type HlsOutput = z.infer<typeof hlsOutput>
export type FileGroup = z.infer<typeof fileGroup>

export function isHls(group: HlsGroup | FileGroup): group is HlsGroup {
  return group.outputGroupSettings.type === 'HLS_GROUP_SETTINGS'
}
