import type { Hearing } from './hearing.ts'

/** What the last seconds of a microphone sounded like, to somebody who listens for a breath. */
export type Judgement = 'listening' | 'breath' | 'too_quiet' | 'clipping' | 'gated' | 'muted' | 'steady' | 'voice'

interface Advice {
  title: string
  words: string
  isGood: boolean
}

const ADVICE: Record<Judgement, Advice> = {
  listening: { title: 'Listening …', words: 'Breathe as you like to, once or twice.', isGood: true },
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

export function adviceFor(judgement: Judgement): Advice {
  return ADVICE[judgement]
}

/** How many moments, a tenth of a second each, a judgement looks back. */
export const JUDGED_MOMENTS = 100
const ENOUGH_MOMENTS = 25
/** Nobody breathes all the time. */
const ENOUGH_FOR_NO_BREATH = 45
const BREATH_EXCESS_DB = 6
const BREATH_MOMENTS = 5
const VOICE_PERIODICITY = 0.55
const VOICE_MOMENTS = 12
const LOUD_ROOM_DB = -42
const CLIPPED_MOMENTS = 2
const SILENT_SHARE = 0.25
const MUTED_SHARE = 0.9

/** Judges the last moments, the latest last. Says nothing bad before it has listened for a while. */
export function judge(moments: readonly Hearing[]): Judgement {
  const heard = moments.slice(-JUDGED_MOMENTS)
  const count = (is: (hearing: Hearing) => boolean) => heard.filter(is).length
  if (count(({ hasClipped }) => hasClipped) >= CLIPPED_MOMENTS) return 'clipping'
  if (heard.length < ENOUGH_MOMENTS) return 'listening'
  const silentShare = count(({ isSilent }) => isSilent) / heard.length
  if (silentShare >= MUTED_SHARE) return 'muted'
  if (silentShare >= SILENT_SHARE) return 'gated'
  const isLoud = ({ excessDb }: Hearing) => excessDb >= BREATH_EXCESS_DB
  if (count((hearing) => isLoud(hearing) && hearing.periodicity >= VOICE_PERIODICITY) >= VOICE_MOMENTS) return 'voice'
  if (count((hearing) => isLoud(hearing) && hearing.periodicity < VOICE_PERIODICITY) >= BREATH_MOMENTS) return 'breath'
  if (heard.length < ENOUGH_FOR_NO_BREATH) return 'listening'
  return (heard.at(-1)?.floorDb ?? -120) >= LOUD_ROOM_DB ? 'steady' : 'too_quiet'
}

const QUIETEST_DB = -90
const LOUDEST_DB = -12

/** A level in dBFS as a share of the meter, 0 to 1. */
export function meterShare(db: number): number {
  return Math.min(Math.max((db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB), 0), 1)
}
