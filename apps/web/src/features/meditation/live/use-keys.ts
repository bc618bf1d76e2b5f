import { useEffect, useEffectEvent } from 'react'

/** What has a use of its own for every key, and what only for the space bar. */
const TAKES_KEYS = 'input, select, textarea, dialog'
/** Has most of the letters, and no use for Escape. */
const TAKES_LETTERS = 'media-controller'
const TAKES_SPACE = 'button, a'

/** Keys that work wherever the focus is, unless something there wants them for itself. */
export function useKeys(actions: Record<string, () => void>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const focused = event.target instanceof Element ? event.target : null
    const isTaken =
      focused?.closest(TAKES_KEYS) ||
      (event.key !== 'Escape' && focused?.closest(TAKES_LETTERS)) ||
      (event.key === ' ' && focused?.closest(TAKES_SPACE))
    const action = isTaken ? undefined : actions[event.key.toLowerCase()]
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
