import type { KeyValueStore } from '../../api/local-storage.ts'
import { AMBIENT_SOUNDS, type AmbientSound, MAX_AT_ONCE, type Mix, USUAL_LEVEL } from './sounds.ts'

export interface KeptMixer {
  /** Of every sound, as it was set last on this device. */
  levels: Readonly<Record<AmbientSound, number>>
  /** What sounds, or would if it played. */
  mix: Mix
}

const KEY = 'bliss.ambience'

/** The mixer as this device was left. What cannot be read is as it is by default. */
export function readMixer(storage: KeyValueStore): KeptMixer {
  const kept = parseObject(storage.getItem(KEY))
  const levels = parseRecord(kept.levels)
  const usual = Object.fromEntries(AMBIENT_SOUNDS.map((sound) => [sound, levelOf(levels[sound])]))
  const chosen = Array.isArray(kept.chosen) ? kept.chosen : []
  const sounds = AMBIENT_SOUNDS.filter((sound) => chosen.includes(sound)).slice(0, MAX_AT_ONCE)
  const known = usual as KeptMixer['levels']
  return { levels: known, mix: sounds.map((sound) => ({ sound, level: known[sound] })) }
}

export function keepMixer(storage: KeyValueStore, { levels, mix }: KeptMixer): void {
  storage.setItem(KEY, JSON.stringify({ levels, chosen: mix.map(({ sound }) => sound) }))
}

function levelOf(kept: unknown): number {
  return typeof kept === 'number' && Number.isInteger(kept) && kept >= 1 && kept <= 100 ? kept : USUAL_LEVEL
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    return parseRecord(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}

function parseRecord(value: unknown): Record<string, unknown> {
  return { ...(value as object | null) }
}
