import { createContext, use, useSyncExternalStore } from 'react'
import type { Ambience, AmbienceView } from './ambience.ts'

export const AmbienceContext = createContext<Ambience | null>(null)

export function useAmbience(): Ambience {
  const ambience = use(AmbienceContext)
  if (!ambience) throw new Error('There are no ambient sounds around this component')
  return ambience
}

export function useAmbienceView(): AmbienceView {
  const { subscribe, current } = useAmbience()
  return useSyncExternalStore(subscribe, current)
}
