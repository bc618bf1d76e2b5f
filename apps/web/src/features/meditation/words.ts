import type { EventType, QualityReason } from '@better-and-bliss/breath/protocol'
import { countWords } from '../../ui/words.ts'
import type { Breath } from './live/breath.ts'
import type { Prompt } from './live/calibration.ts'
import { t } from './messages.ts'
import type { Interruption } from './microphone/interruptions.ts'
import type { MicrophoneFailure } from './microphone/microphone-error.ts'
import type { Step } from './pattern-clock.ts'
import type { Connection } from './socket/connection.ts'

export const PHASE_WORDS: Record<EventType, string> = {
  inhaling: t('in'),
  exhaling: t('out'),
  holding: t('hold'),
  idle: '',
}
export const STEP_WORDS: Record<Step, string> = {
  in: t('in'),
  'hold-in': t('hold'),
  out: t('out'),
  'hold-out': t('hold'),
}

export const PROMPT_WORDS: Record<Prompt, { title: string; words: string }> = {
  room: { title: t('beStill'), words: t('listenToRoom') },
  exhale: { title: t('breatheOut'), words: t('softly') },
  inhale: { title: t('andBreatheIn'), words: t('thenGoOn') },
}

const REASON_WORDS: Record<QualityReason, string> = {
  none: t('hearYou'),
  calibrating: t('gettingToKnow'),
  no_breath_heard: t('cannotHear'),
  speech_or_music: t('voiceOrMusic'),
  short_noises: t('noises'),
  constant_noise: t('steady'),
  too_quiet: t('veryQuiet'),
  clipping: t('clips'),
  gated: t('silences'),
  gap: t('missedMoment'),
}

const UNSURE_WORDS = t('unsure')

/**
 * What the detector says of the breath, in a few words. A phase is told at once, the quality now and then: a phase that lasts now is
 * detected, whatever the quality said before it. `isAudible`: the trace beside these words shows a sound over the room.
 */
export function detectionWords({ now, quality, metrics }: Breath, isAudible: boolean): string {
  const reason = quality?.reason ?? 'none'
  const isBreathing = now !== null && now.endMs === null && now.type !== 'idle'
  if (reason === 'no_breath_heard' && !isBreathing) return isAudible ? UNSURE_WORDS : REASON_WORDS.no_breath_heard
  if (reason !== 'none' && reason !== 'no_breath_heard') return REASON_WORDS[reason]
  return metrics.total_breaths === 0 ? t('listening') : REASON_WORDS.none
}

export const END_WORDS: Partial<Record<Connection, { title: string; words: string }>> = {
  replaced: {
    title: t('replaced'),
    words: t('replacedHint'),
  },
  signed_out: { title: t('signedOut'), words: t('signedOutHint') },
  gone: { title: t('gone'), words: t('goneHint') },
  refused: {
    title: t('refused'),
    words: t('refusedHint'),
  },
}

export const MICROPHONE_WORDS: Record<MicrophoneFailure, { title: string; words: string }> = {
  denied: {
    title: t('micDenied'),
    words: t('micDeniedHint'),
  },
  dismissed: {
    title: t('micDismissed'),
    words: t('micDismissedHint'),
  },
  blocked: {
    title: t('micBlocked'),
    words: t('micBlockedHint'),
  },
  missing: { title: t('micMissing'), words: t('micMissingHint') },
  busy: {
    title: t('micBusy'),
    words: t('micBusyHint'),
  },
  suspended: {
    title: t('micSuspended'),
    words: t('micSuspendedHint'),
  },
  insecure: {
    title: t('micInsecure'),
    words: t('micInsecureHint'),
  },
  unsupported: {
    title: t('micUnsupported'),
    words: t('micUnsupportedHint'),
  },
}

export const AWAITING_GUIDE_WORDS = t('awaitingGuide')

/** Why no sound comes although the microphone is open. It goes on by itself; the button is for browsers that wait for one. */
export const INTERRUPTION_WORDS: Record<Interruption | 'lost', { title: string; words: string }> = {
  suspended: {
    title: t('soundStopped'),
    words: t('soundStoppedHint'),
  },
  muted: {
    title: t('micMuted'),
    words: t('micMutedHint'),
  },
  silent: {
    title: t('micSilent'),
    words: t('micSilentHint'),
  },
  lost: { title: t('micLost'), words: t('micLostHint') },
}

/** What is said once sound comes again. */
export function missedWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 90 ? t('missedSeconds', { seconds }) : t('missedMinutes', { minutes: Math.round(seconds / 60) })
}

/** `4:05`, `1:02:10`. */
export function clockWords(ms: number): string {
  const seconds = Math.max(Math.floor(ms / 1000), 0)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** For those who listen to the page: 1 breath, 12 breaths. */
export function breathsWords(count: number): string {
  return countWords(count, 'breath')
}
