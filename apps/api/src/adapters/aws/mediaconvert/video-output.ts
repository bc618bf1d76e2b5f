import type { AudioDescription, Output, VideoPreprocessor } from '@aws-sdk/client-mediaconvert'
import { BUFFER_SECONDS, KEYFRAME_SECONDS, PEAK_SHARE, type Rung, type VideoPlan } from '../../../hls/ladder.ts'
import { FURTHER_SOUNDS } from './audio.ts'
import { M3U8 } from './container.ts'
import { nameModifier } from './names.ts'
import type { Prepared } from './parts.ts'

/** A rung with its sound. */
export function videoOutput(
  { name, width, height, videoKbps }: Rung,
  { frameRate }: VideoPlan,
  prepared: Prepared,
  sound: AudioDescription[],
): Output {
  const rate = fractionOf(frameRate)
  return {
    NameModifier: nameModifier(name),
    ContainerSettings: M3U8,
    OutputSettings: {
      HlsSettings: {
        IFrameOnlyManifest: 'EXCLUDE',
        ...(prepared.sounds.length > 1 && { AudioRenditionSets: FURTHER_SOUNDS }),
      },
    },
    VideoDescription: {
      Width: width,
      Height: height,
      ScalingBehavior: 'DEFAULT',
      VideoPreprocessors: preprocessors(prepared),
      CodecSettings: {
        Codec: 'H_264',
        H264Settings: {
          CodecProfile: 'HIGH',
          CodecLevel: 'AUTO',
          InterlaceMode: 'PROGRESSIVE',
          RateControlMode: 'VBR',
          Bitrate: videoKbps * 1000,
          MaxBitrate: Math.floor(videoKbps * PEAK_SHARE) * 1000,
          HrdBufferSize: Math.floor(videoKbps * BUFFER_SECONDS) * 1000,
          QualityTuningLevel: 'SINGLE_PASS_HQ',
          // The rungs are cut at the same frames.
          GopSize: KEYFRAME_SECONDS,
          GopSizeUnits: 'SECONDS',
          GopClosedCadence: 1,
          SceneChangeDetect: 'DISABLED',
          MinIInterval: 0,
          FramerateControl: 'SPECIFIED',
          FramerateConversionAlgorithm: 'DUPLICATE_DROP',
          FramerateNumerator: rate.numerator,
          FramerateDenominator: rate.denominator,
          ParControl: 'SPECIFIED',
          ParNumerator: 1,
          ParDenominator: 1,
        },
      },
    },
    AudioDescriptions: sound,
  }
}

/** Interlaced frames get whole, and the brightness of HDR that of ordinary screens. */
export function preprocessors({ isHdr }: Prepared): VideoPreprocessor {
  return {
    Deinterlacer: { Mode: 'DEINTERLACE', Control: 'NORMAL', Algorithm: 'INTERPOLATE' },
    ...(isHdr && {
      ColorCorrector: { ColorSpaceConversion: 'FORCE_709', HdrToSdrToneMapper: 'PRESERVE_DETAILS' },
    }),
  }
}

/** `30000/1001`, `25` or `12.345` frames a second. */
function fractionOf(frameRate: string): { numerator: number; denominator: number } {
  const [numerator = 0, denominator] = frameRate.split('/').map(Number)
  if (denominator !== undefined) return { numerator, denominator }
  return Number.isInteger(numerator)
    ? { numerator, denominator: 1 }
    : { numerator: Math.round(numerator * 1000), denominator: 1000 }
}
