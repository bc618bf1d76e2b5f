import { useState } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { keepPreferences, type PlayerPreferences, readPreferences } from './preferences.ts'

export interface PreferencesControl {
  preferences: PlayerPreferences
  change: (change: Partial<PlayerPreferences>) => void
}

/** A member's preferences, kept as they change. */
export function usePreferences(memberId: string): PreferencesControl {
  const storage = useStorage()
  const [preferences, setPreferences] = useState(() => readPreferences(storage, memberId))
  return {
    preferences,
    change: (change) => {
      const next = { ...readPreferences(storage, memberId), ...change }
      keepPreferences(storage, memberId, next)
      setPreferences(next)
    },
  }
}
