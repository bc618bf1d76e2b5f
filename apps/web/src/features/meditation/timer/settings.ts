import { z } from 'zod'
import type { KeyValueStore } from '../../../api/local-storage.ts'
import { AMBIENT_SOUNDS, MAX_AT_ONCE } from '../../ambience/sounds.ts'

export const MAX_MINUTES = 180

const fields = {
  /** Null: open end. */
  minutes: z.int().min(1).max(MAX_MINUTES).nullable(),
  preparation_seconds: z.int().min(0).max(300),
  /** Null: no bells on the way. */
  interval_minutes: z.int().min(1).max(MAX_MINUTES).nullable(),
  start_bell: z.boolean(),
  end_bell: z.boolean(),
  /** Settings that this device kept before there were any have none. */
  ambient_sounds: z
    .array(z.object({ sound: z.enum(AMBIENT_SOUNDS), level: z.int().min(1).max(100) }))
    .max(MAX_AT_ONCE)
    .default([]),
}
const settingsSchema = z.object(fields)
const presetSchema = z.object({ id: z.guid(), name: z.string(), ...fields })

export type TimerSettings = z.infer<typeof settingsSchema>
/** As the API tells it, so that presets of guests and of members are alike. */
export type Preset = z.infer<typeof presetSchema>

export const DEFAULT_SETTINGS: TimerSettings = {
  minutes: 10,
  preparation_seconds: 10,
  interval_minutes: null,
  start_bell: true,
  end_bell: true,
  ambient_sounds: [],
}

const SETTINGS_KEY = 'bliss.timer'
const PRESETS_KEY = 'bliss.timer.presets'

/** How the timer was last set on this device. */
export function readSettings(storage: KeyValueStore): TimerSettings {
  return settingsSchema.safeParse(parseJson(storage.getItem(SETTINGS_KEY))).data ?? DEFAULT_SETTINGS
}

export function keepSettings(storage: KeyValueStore, settings: TimerSettings): void {
  storage.setItem(SETTINGS_KEY, JSON.stringify(settings))
}

/** Presets of whoever is not signed in. */
export function readPresets(storage: KeyValueStore): Preset[] {
  return z.array(presetSchema).safeParse(parseJson(storage.getItem(PRESETS_KEY))).data ?? []
}

export function keepPresets(storage: KeyValueStore, presets: readonly Preset[]): void {
  storage.setItem(PRESETS_KEY, JSON.stringify(presets))
}

/** Without the id and the name of a preset. */
export function settingsOf(settings: TimerSettings): TimerSettings {
  return settingsSchema.parse(settings)
}

/** Null for what is no JSON. */
export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
