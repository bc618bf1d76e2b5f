import { t } from './messages.ts'
import type { SoundFeatures } from './sound-features.ts'

/** Whether the last seconds of a microphone are fit to detect breath in; all but `measuring` and `breath` say why not. */
export type SignalQuality = 'measuring' | 'breath' | 'too_quiet' | 'clipping' | 'gated' | 'muted' | 'steady' | 'voice'

interface Advice {
  title: string
  words: string
  isGood: boolean
}

const ADVICE: Record<SignalQuality, Advice> = {
  measuring: { title: t('listening'), words: t('listeningHint'), isGood: true },
  breath: { title: t('hearYou'), words: t('hearYouHint'), isGood: true },
  too_quiet: {
    title: t('onlyRoom'),
    words: t('onlyRoomHint'),
    isGood: false,
  },
  clipping: {
    title: t('clips'),
    words: t('clipsHint'),
    isGood: false,
  },
  gated: {
    title: t('silences'),
    words: t('silencesHint'),
    isGood: false,
  },
  muted: {
    title: t('noSound'),
    words: t('noSoundHint'),
    isGood: false,
  },
  steady: {
    title: t('fan'),
    words: t('fanHint'),
    isGood: false,
  },
  voice: {
    title: t('voice'),
    words: t('voiceHint'),
    isGood: false,
  },
}

export function adviceFor(quality: SignalQuality): Advice {
  return ADVICE[quality]
}

/** How many chunks the quality is taken from. */
export const ASSESSED_CHUNKS = 100
const ENOUGH_CHUNKS = 25
/** Nobody breathes all the time. */
const ENOUGH_FOR_NO_BREATH = 45
const BREATH_EXCESS_DB = 6
const BREATH_CHUNKS = 5
const VOICE_PERIODICITY = 0.55
const VOICE_CHUNKS = 12
const LOUD_ROOM_DB = -42
const CLIPPED_CHUNKS = 2
const SILENT_SHARE = 0.25
const MUTED_SHARE = 0.9

/** The quality of the last chunks, the latest last; `measuring` while there are too few. */
export function signalQualityOf(chunks: readonly SoundFeatures[]): SignalQuality {
  const latest = chunks.slice(-ASSESSED_CHUNKS)
  const count = (is: (chunk: SoundFeatures) => boolean) => latest.filter(is).length
  if (count(({ hasClipped }) => hasClipped) >= CLIPPED_CHUNKS) return 'clipping'
  if (latest.length < ENOUGH_CHUNKS) return 'measuring'
  const silentShare = count(({ isSilent }) => isSilent) / latest.length
  if (silentShare >= MUTED_SHARE) return 'muted'
  if (silentShare >= SILENT_SHARE) return 'gated'
  const isLoud = ({ excessDb }: SoundFeatures) => excessDb >= BREATH_EXCESS_DB
  if (count((chunk) => isLoud(chunk) && chunk.periodicity >= VOICE_PERIODICITY) >= VOICE_CHUNKS) return 'voice'
  if (count((chunk) => isLoud(chunk) && chunk.periodicity < VOICE_PERIODICITY) >= BREATH_CHUNKS) return 'breath'
  if (latest.length < ENOUGH_FOR_NO_BREATH) return 'measuring'
  return (latest.at(-1)?.floorDb ?? -120) >= LOUD_ROOM_DB ? 'steady' : 'too_quiet'
}

const QUIETEST_DB = -90
const LOUDEST_DB = -12

/** A level in dBFS as a share of the meter, 0 to 1. */
export function meterShare(db: number): number {
  return Math.min(Math.max((db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB), 0), 1)
}
