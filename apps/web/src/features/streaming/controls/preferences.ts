import type { KeyValueStore } from '../../../api/local-storage.ts'
import { CAPTION_BACKGROUNDS, CAPTION_SIZES, type CaptionStyle } from './captions/caption-style.ts'
import { RATES } from './speed.ts'

/** What a member chose for all titles, on this device. */
export interface PlayerPreferences {
  rate: number
  showsCaptions: boolean
  /** Of captions and of sound, in which they are wanted where an item has them; null for no wish. */
  captionLanguage: string | null
  audioLanguage: string | null
  captionStyle: CaptionStyle
  /** Whether the sound of a video goes on when its page is hidden or the screen is off. */
  playsHidden: boolean
  /** Whether the next title plays by itself. */
  autoplays: boolean
}

export const DEFAULT_PREFERENCES: PlayerPreferences = {
  rate: 1,
  showsCaptions: false,
  captionLanguage: null,
  audioLanguage: null,
  captionStyle: { size: 'medium', background: 'dim' },
  playsHidden: false,
  autoplays: true,
}

/** Each member has their own: a device may be shared. What cannot be read is as it is by default. */
export function readPreferences(storage: KeyValueStore, memberId: string): PlayerPreferences {
  const kept = parseObject(storage.getItem(keyOf(memberId)))
  const style = kept.captionStyle as Partial<Record<keyof CaptionStyle, unknown>> | null | undefined
  const usual = DEFAULT_PREFERENCES
  return {
    rate: oneOf(RATES, kept.rate, usual.rate),
    showsCaptions: kept.showsCaptions === true,
    captionLanguage: languageOf(kept.captionLanguage),
    audioLanguage: languageOf(kept.audioLanguage),
    captionStyle: {
      size: oneOf(CAPTION_SIZES, style?.size, usual.captionStyle.size),
      background: oneOf(CAPTION_BACKGROUNDS, style?.background, usual.captionStyle.background),
    },
    playsHidden: kept.playsHidden === true,
    autoplays: kept.autoplays !== false,
  }
}

export function keepPreferences(storage: KeyValueStore, memberId: string, preferences: PlayerPreferences): void {
  storage.setItem(keyOf(memberId), JSON.stringify(preferences))
}

function keyOf(memberId: string): string {
  return `bliss.player.${memberId}`
}

function parseObject(text: string | null): Partial<Record<keyof PlayerPreferences, unknown>> {
  try {
    return { ...(JSON.parse(text ?? '{}') as object) }
  } catch {
    return {}
  }
}

function oneOf<Value>(values: readonly Value[], kept: unknown, usual: Value): Value {
  return values.find((value) => value === kept) ?? usual
}

function languageOf(kept: unknown): string | null {
  return typeof kept === 'string' && kept.length > 0 ? kept : null
}
