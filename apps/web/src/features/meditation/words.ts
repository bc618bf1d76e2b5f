import type { EventType, QualityReason } from '@better-and-bliss/breath/protocol'
import type { Breath } from './live/breath.ts'
import type { Prompt } from './live/calibration.ts'
import type { Interruption } from './microphone/interruptions.ts'
import type { MicrophoneFailure } from './microphone/microphone-error.ts'
import type { Step } from './pattern-clock.ts'
import type { Connection } from './socket/connection.ts'

export const PHASE_WORDS: Record<EventType, string> = { inhaling: 'in', exhaling: 'out', holding: 'hold', idle: '' }
export const STEP_WORDS: Record<Step, string> = { in: 'in', 'hold-in': 'hold', out: 'out', 'hold-out': 'hold' }

export const PROMPT_WORDS: Record<Prompt, { title: string; words: string }> = {
  room: { title: 'Be still for a moment', words: 'I listen to your room.' },
  exhale: { title: 'Breathe out', words: 'Softly, so that I can hear it.' },
  inhale: { title: 'And breathe in', words: 'Then go on as you like.' },
}

const REASON_WORDS: Record<QualityReason, string> = {
  none: 'I hear you breathe',
  calibrating: 'Getting to know your breath',
  no_breath_heard: 'I cannot hear your breath just now',
  speech_or_music: 'I hear a voice or music',
  short_noises: 'I hear noises, but no breath',
  constant_noise: 'Something steady is louder than your breath',
  too_quiet: 'Your breath is very quiet here',
  clipping: 'Too close or too loud: move the microphone away a little',
  gated: 'Your device silences quiet sounds',
  gap: 'I missed a moment',
}

const UNSURE_WORDS = 'I hear something, and am not sure yet that it is breath'

/**
 * What the detector says of the breath, in a few words. A phase is told at once, the quality now and then: a phase that lasts now is
 * detected, whatever the quality said before it. `isAudible`: the trace beside these words shows a sound over the room.
 */
export function detectionWords({ now, quality, metrics }: Breath, isAudible: boolean): string {
  const reason = quality?.reason ?? 'none'
  const isBreathing = now !== null && now.endMs === null && now.type !== 'idle'
  if (reason === 'no_breath_heard' && !isBreathing) return isAudible ? UNSURE_WORDS : REASON_WORDS.no_breath_heard
  if (reason !== 'none' && reason !== 'no_breath_heard') return REASON_WORDS[reason]
  return metrics.total_breaths === 0 ? 'Listening to your breath' : REASON_WORDS.none
}

export const END_WORDS: Partial<Record<Connection, { title: string; words: string }>> = {
  replaced: {
    title: 'Continued in another window',
    words: 'This session is being followed elsewhere. It is in good hands there.',
  },
  signed_out: { title: 'You are signed out', words: 'Sign in again to begin another session.' },
  gone: { title: 'This session has ended', words: 'It was closed or deleted somewhere else.' },
  refused: {
    title: 'We could not understand each other',
    words: 'The studio did not accept what this page sent. Load the page again; what was heard so far is kept.',
  },
}

export const MICROPHONE_WORDS: Record<MicrophoneFailure, { title: string; words: string }> = {
  denied: {
    title: 'The microphone is not allowed',
    words:
      'Your browser was told not to share it with this page. Allow it beside the address, in the menu of the lock or the microphone, and try again.',
  },
  dismissed: {
    title: 'The microphone was not allowed',
    words: 'Your browser asked, and got no yes. Try again to be asked once more.',
  },
  blocked: {
    title: 'Your system keeps the microphone back',
    words:
      'This page may use it, but the browser may not. Allow it in the privacy settings of your computer or phone, and try again.',
  },
  missing: { title: 'There is no microphone', words: 'Connect one, or choose another device, and try again.' },
  busy: {
    title: 'Another program has the microphone',
    words: 'Close the call or the recorder that uses it, and try again.',
  },
  suspended: {
    title: 'No sound comes through yet',
    words: 'Your browser holds it back, as it does during a call. Try again when it is over.',
  },
  insecure: {
    title: 'This address is not secure enough',
    words:
      'Browsers share a microphone only with https addresses and this very machine. Open the page by one of those.',
  },
  unsupported: {
    title: 'This browser cannot listen',
    words: 'It lacks what is needed to follow a breath. A current Chrome, Firefox, Edge or Safari has it.',
  },
}

export const AWAITING_GUIDE_WORDS = 'Your guide begins by itself. If it does not, press play.'

/** Why no sound comes although the microphone is open. It goes on by itself; the button is for browsers that wait for one. */
export const INTERRUPTION_WORDS: Record<Interruption | 'lost', { title: string; words: string }> = {
  suspended: {
    title: 'Your device stopped the sound',
    words: 'A call or a locked screen does that. It goes on by itself.',
  },
  muted: {
    title: 'The microphone is muted',
    words: 'By a call, a switch or your headset. It goes on as soon as it is not.',
  },
  silent: {
    title: 'No sound comes from the microphone',
    words: 'It is being asked again, and opened anew if that does not help.',
  },
  lost: { title: 'The microphone went away', words: 'As soon as there is one again, I go on listening.' },
}

/** What is said once sound comes again. */
export function missedWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const time = seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`
  return `I hear you again. ${time} were missed: they are left out, not counted as stillness.`
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
  return `${count} ${count === 1 ? 'breath' : 'breaths'}`
}
