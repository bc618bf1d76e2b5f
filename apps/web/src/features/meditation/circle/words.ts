import type { CircleConnection } from './circle-line.ts'

/** A code in two halves, as people read it out. */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Who is here, oneself included. */
export function peopleWords(count: number): string {
  return count === 1 ? 'Only you are here so far' : `${count} people are here`
}

/** What the circle's light says, for those who do not see it. */
export function lightWords(light: number | null): string {
  if (light === null) return 'The light wakes once three listen with a microphone.'
  if (light < 0.5) return 'The circle is finding its breath.'
  return light < 0.8 ? 'The circle comes together.' : 'The circle breathes as one.'
}

export function togetherWords(members: number | null): string {
  if (members === null || members < 2) return 'Thank you for this time.'
  return members === 2 ? 'You breathed together with one other.' : `You breathed together with ${members - 1} others.`
}

export const CIRCLE_END_WORDS: Partial<Record<CircleConnection, { title: string; words: string }>> = {
  replaced: {
    title: 'Followed in another window',
    words: 'You are in this circle elsewhere. It is in good hands there.',
  },
  signed_out: { title: 'You are signed out', words: 'Sign in again, and come back with the same link.' },
}
