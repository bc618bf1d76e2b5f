import { PATTERNS, profileSchema, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { KeyValueStore } from '../../api/local-storage.ts'
import { DEFAULT_OWN_TARGET } from './patterns.ts'

/** How long a session may be that has an end. */
const minutesSchema = z.literal([3, 5, 10, 20])

const schema = z.object({
  pattern: z.enum(PATTERNS).catch('none'),
  /** Which one of the studio's. */
  patternId: z.guid().nullable().catch(null),
  own: targetSchema.catch(DEFAULT_OWN_TARGET),
  /** Null: open end. */
  minutes: minutesSchema.nullable().catch(5),
  usesMicrophone: z.boolean().catch(true),
  /** Sound stays on the device. */
  isPrivate: z.boolean().catch(true),
  /** Whether the numbers of a breath are kept; null until the member was asked. */
  storesBreath: z.boolean().nullable().catch(null),
  calibrates: z.boolean().catch(true),
  vibrates: z.boolean().catch(false),
  sounds: z.boolean().catch(false),
  /** A bell tells that the session is over. */
  bell: z.boolean().catch(true),
  deviceId: z.string().catch(''),
  /** What was learned of the member's breath, by microphone. */
  profiles: z.record(z.string(), profileSchema).catch({}),
})

export type Preferences = z.infer<typeof schema>

const MAX_PROFILES = 8

/** What a member chose on this device. Each has their own: a device may be shared. */
export function readPreferences(storage: KeyValueStore, memberId: string): Preferences {
  return schema.parse(parseJson(storage.getItem(keyOf(memberId))))
}

export function keepPreferences(storage: KeyValueStore, memberId: string, preferences: Preferences): void {
  storage.setItem(keyOf(memberId), JSON.stringify(preferences))
}

/** With a length that a link names; others than there are change nothing. */
export function withMinutes(preferences: Preferences, minutes: number | undefined): Preferences {
  const { data } = minutesSchema.safeParse(minutes)
  return data === undefined ? preferences : { ...preferences, minutes: data }
}

/** With what a session has learned of the breath at this microphone; the oldest gives way. */
export function withProfile(preferences: Preferences, microphone: string, profile: string): Preferences {
  const { [microphone]: _, ...others } = preferences.profiles
  const kept = Object.entries(others).slice(-(MAX_PROFILES - 1))
  return { ...preferences, profiles: { ...Object.fromEntries(kept), [microphone]: profile } }
}

function keyOf(memberId: string): string {
  return `bliss.meditation.${memberId}`
}

function parseJson(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
