import type { SoundFeatures } from './sound-features.ts'

/** Whether the last seconds of a microphone are fit to detect breath in; all but `measuring` and `breath` say why not. */
export type SignalQuality = 'measuring' | 'breath' | 'too_quiet' | 'clipping' | 'gated' | 'muted' | 'steady' | 'voice'

interface Advice {
  title: string
  words: string
  isGood: boolean
}

const ADVICE: Record<SignalQuality, Advice> = {
  measuring: { title: 'Listening …', words: 'Breathe as you like to, once or twice.', isGood: true },
  breath: { title: 'I hear you breathe', words: 'Stay about where you are now.', isGood: true },
  too_quiet: {
    title: 'I hear your room, but not your breath',
    words: 'Bring the phone nearer, a hand’s breadth from your mouth or nose, or breathe a little more audibly.',
    isGood: false,
  },
  clipping: {
    title: 'Too loud: it clips',
    words: 'Move the microphone a little away, or out of the stream of your breath.',
    isGood: false,
  },
  gated: {
    title: 'Your device silences quiet sounds',
    words:
      'Its noise suppression takes breath for noise. Switch it off in the sound settings, or try another microphone.',
    isGood: false,
  },
  muted: {
    title: 'No sound comes in at all',
    words: 'The microphone may be muted, by a switch or in the system’s settings. Or choose another one.',
    isGood: false,
  },
  steady: {
    title: 'This is loud and steady: a fan?',
    words: 'A quiet breath drowns in it. Switch it off, move away from it, or come nearer to the microphone.',
    isGood: false,
  },
  voice: {
    title: 'I hear a voice or music',
    words: 'That is fine, but a breath is hard to tell from it. Headphones help, if it comes from here.',
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
