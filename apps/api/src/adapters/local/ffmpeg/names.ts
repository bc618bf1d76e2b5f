import type { TrackName } from '@better-and-bliss/stream-token'
import { nameOfLanguage } from '../../../text/languages.ts'
import type { Track } from './report.ts'

/** What a track is called by: a BCP 47 tag, and what it is beside that. */
export interface Named {
  language: string
  role: Track['role']
  /** What people read instead of both. */
  label?: string | null
}

const WORDS = {
  commentary: 'commentary',
  'audio description': 'audio description',
  'hearing impaired': 'SDH',
  forced: 'forced',
}

const CHARACTERISTICS = {
  'audio description': ['public.accessibility.describes-video'],
  'hearing impaired': [
    'public.accessibility.transcribes-spoken-dialog',
    'public.accessibility.describes-music-and-sound',
  ],
}

/** Gives each track names of its own: one for its files, one that people read, and says what players need to know of it. */
export function trackNames<Of extends Named>(kind: 'audio' | 'sub', tracks: readonly Of[]) {
  const tags = new Set<string>()
  const labels = new Set<string>()
  return tracks.map((track) => {
    const { language, role } = track
    const tag = firstFree(tags, (number) =>
      number === 1 ? language : `${language}-${String(number).padStart(2, '0')}`,
    )
    const label = firstFree(labels, (number) => (number === 1 ? labelOf(track) : `${labelOf(track)} ${number}`))
    const characteristics = role === 'audio description' || role === 'hearing impaired' ? CHARACTERISTICS[role] : []
    const name: TrackName = `${kind}-${tag}`
    return { ...track, name, label, isForced: role === 'forced', characteristics }
  })
}

function labelOf({ language, role, label }: Named): string {
  if (label) return label
  const name = nameOfLanguage(language)
  if (!role) return name ?? 'Unknown language'
  const words = WORDS[role]
  return name ? `${name} (${words})` : words[0]?.toUpperCase() + words.slice(1)
}

function firstFree(taken: Set<string>, nameOf: (number: number) => string): string {
  let number = 1
  while (taken.has(nameOf(number))) number += 1
  taken.add(nameOf(number))
  return nameOf(number)
}
