import type { Interruption } from '../microphone/interruptions.ts'

/**
 * Whether sound comes from the microphone:
 *
 * - `flowing`: it does; `missedMs` is how long the last interruption was, once there was one
 * - `interrupted`: none comes although nobody paused
 * - `lost`: the microphone went away, and another has to be opened
 * - `paused`: by the member; `isLost` if the microphone went away before or meanwhile
 */
export type SoundState =
  | { name: 'flowing'; missedMs: number | null }
  | { name: 'interrupted'; why: Interruption }
  | { name: 'lost' }
  | { name: 'paused'; isLost: boolean }

export const FLOWING: SoundState = { name: 'flowing', missedMs: null }

export type SoundEvent =
  | { name: 'came'; missedMs: number }
  | { name: 'interrupted'; why: Interruption }
  | { name: 'lost' }
  /** Another microphone was opened: its first sound says that it is there, and how long there was none. */
  | { name: 'opened' }
  | { name: 'paused' }
  | { name: 'resumed' }

/** The state after an event; the same object where that changes nothing. */
export function soundAfter(state: SoundState, event: SoundEvent): SoundState {
  if (event.name === 'paused') return { name: 'paused', isLost: isLost(state) }
  if (state.name === 'paused') return pausedAfter(state, event)
  switch (event.name) {
    case 'came':
      return state.name === 'flowing' ? state : { name: 'flowing', missedMs: event.missedMs }
    case 'interrupted':
      return event
    case 'lost':
      return event
    case 'opened':
      return state.name === 'lost' ? { name: 'interrupted', why: 'silent' } : state
    case 'resumed':
      return state
  }
}

/** Whether another microphone has to be opened. */
export function isLost(state: SoundState): boolean {
  return state.name === 'lost' || (state.name === 'paused' && state.isLost)
}

/** Why no sound comes although it should; null while it does, or is not meant to. */
export function interruptionOf(state: SoundState): Interruption | 'lost' | null {
  if (state.name === 'interrupted') return state.why
  return state.name === 'lost' ? 'lost' : null
}

function pausedAfter(state: Extract<SoundState, { name: 'paused' }>, { name }: SoundEvent): SoundState {
  if (name === 'lost' || name === 'opened') return { name: 'paused', isLost: name === 'lost' }
  if (name === 'resumed') return state.isLost ? { name: 'lost' } : FLOWING
  return state
}
