import type { AudioDescription, AudioSelector, Output } from '@aws-sdk/client-mediaconvert'
import type { RenditionName } from '@better-and-bliss/stream-token'
import { AUDIO_HZ, AUDIO_KBPS } from '../../../hls/ladder.ts'
import { CEILING_DB, TARGET_LUFS } from '../../../hls/loudness.ts'
import { M3U8 } from './container.ts'
import { nameModifier } from './names.ts'
import type { Prepared } from './parts.ts'

type Sound = Prepared['sounds'][number]

/** The group of the sounds that stand beside the one in the videos. */
export const FURTHER_SOUNDS = 'sound'

const selectorOf = ({ number }: Sound) => `Audio Selector ${number}`

/** Sounds by their numbers: MediaConvert's default may be another one than ours. */
export function audioSelectors(sounds: Sound[]): Record<string, AudioSelector> {
  const selectors = sounds.map((sound) => [
    selectorOf(sound),
    {
      SelectorType: 'TRACK',
      Tracks: [sound.number],
      DefaultSelection: sound.isDefault ? 'DEFAULT' : 'NOT_DEFAULT',
    } satisfies AudioSelector,
  ])
  return Object.fromEntries(selectors)
}

/** An output of a sound alone: the one of the videos, or one that may be chosen in its place. */
export function audioOutput(name: RenditionName, sound: Sound, normalisesLoudness: boolean): Output {
  const chosenByItself = sound.isAutoselected ? 'ALTERNATE_AUDIO_AUTO_SELECT' : 'ALTERNATE_AUDIO_NOT_AUTO_SELECT'
  return {
    NameModifier: nameModifier(name),
    ContainerSettings: M3U8,
    OutputSettings: {
      HlsSettings: sound.isDefault
        ? { AudioTrackType: 'AUDIO_ONLY_VARIANT_STREAM', AudioOnlyContainer: 'M2TS' }
        : { AudioTrackType: chosenByItself, AudioGroupId: FURTHER_SOUNDS, AudioOnlyContainer: 'M2TS' },
    },
    AudioDescriptions: [aac(sound, normalisesLoudness)],
  }
}

/** One gain for all of a sound, and peaks limited, as our own transcoder does (EBU R128; BS.1770-3 looks for true peaks). */
export function aac(sound: Sound, normalisesLoudness: boolean): AudioDescription {
  return {
    AudioSourceName: selectorOf(sound),
    ...(normalisesLoudness && {
      AudioNormalizationSettings: {
        Algorithm: 'ITU_BS_1770_3',
        AlgorithmControl: 'CORRECT_AUDIO',
        LoudnessLogging: 'DONT_LOG',
        PeakCalculation: 'TRUE_PEAK',
        TargetLkfs: TARGET_LUFS,
        TruePeakLimiterThreshold: CEILING_DB,
      },
    }),
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
