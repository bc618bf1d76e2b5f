import { LANGUAGE_FACTS, type Language } from '@better-and-bliss/membership'
import { languageFor } from '../language/languages.ts'
import { notifications as german } from '../messages/de/notifications.ts'
import { notifications as english } from '../messages/en/notifications.ts'

/** A worker has no page to load them with. */
const WORDS: Record<Language, Record<keyof typeof english, string>> = { en: english, de: german }

/** A newer reminder takes the place of the one that is shown. */
const TAG = 'practice-reminder'
export const OFF = 'off'

/** What a shown reminder keeps: how it ends all of them, and in which words. */
export interface ReminderData {
  /** Ends them by a POST (RFC 8058); null: nobody said how. */
  off: string | null
  language: Language
}

interface Shown {
  title: string
  options: NotificationOptions & { actions: { action: string; title: string }[] }
}

/** What was pushed. A browser demands that something is shown, whatever it was. */
export function readReminder(text: string | undefined, preferred: readonly string[]): ReminderData {
  const { off, language } = parsed(text)
  return {
    off: typeof off === 'string' && /^https?:\/\//.test(off) ? off : null,
    language: languageFor(typeof language === 'string' ? language : null, preferred),
  }
}

export function reminderOf(data: ReminderData): Shown {
  return shown(data, 'title', 'body')
}

/** In the place of a reminder whose end did not reach the server. */
export function stillOnOf(data: ReminderData): Shown {
  return shown(data, 'stillOn', 'stillOnHint')
}

function shown(data: ReminderData, title: keyof typeof english, body: keyof typeof english): Shown {
  const { language: lang, off } = data
  const say = (id: keyof typeof english) => WORDS[lang][id]
  const actions = off === null ? [] : [{ action: OFF, title: say('turnOff') }]
  const { dir } = LANGUAGE_FACTS[lang]
  return { title: say(title), options: { body: say(body), tag: TAG, icon: '/icon-192.png', lang, dir, data, actions } }
}

function parsed(text = ''): { off?: unknown; language?: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
