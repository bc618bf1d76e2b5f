import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { PlayerActions } from '../player-actions.ts'
import { entryOf, START_KEYS } from './keys.ts'

const TAKES_ALL = 'input, select, textarea, [contenteditable], dialog, [popover]:popover-open'
const TAKES_SPACE = 'button, summary, [role=button], [role=switch]'
/** Sliders, and the arrows that they are moved by. The time line's own steps are a share of the title: ours are seconds. */
const TAKES_ARROWS = 'media-volume-range'
const TAKES_VERTICAL_ARROWS = 'media-time-range, media-volume-range'

/** What a page of its own has a use for, so that a player at its foot leaves them to it. */
const PAGES_KEYS = [' ', 'ArrowLeft', 'ArrowRight']

interface Reach {
  /** Whether they work outside of the player, too. */
  takesPageKeys: boolean
  /** Whether the player stands at the foot of a page that is about something else. */
  isDocked: boolean
}

/** Lets the player's keys work: inside of it, and wherever the focus is unless something there has a use for the key. */
export function useKeys(player: RefObject<HTMLElement | null>, actions: PlayerActions, reach: Reach): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const focused = event.target instanceof Element ? event.target : document.body
    const isInside = player.current?.contains(focused) ?? false
    if (!isInside && !reaches(event.key, reach)) return
    if (!isForPlayer(event, focused, isInside)) return
    const entry = entryOf(event.key)
    if (!entry || entry.isOf?.(actions) === false) return
    event.preventDefault()
    entry.act(actions, event.key)
  })
  useEffect(() => {
    // Before the time line moves itself.
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [])
}

/** Whether a key that was pressed outside of the player is worth a look. */
export function reaches(key: string, { takesPageKeys, isDocked }: Reach): boolean {
  return takesPageKeys && !(isDocked && PAGES_KEYS.includes(key))
}

/** Before there is a player: the keys that make it play begin. */
export function useStartKeys(onStart: () => void, isWanted: boolean): void {
  const start = useEffectEvent(onStart)
  useEffect(() => {
    if (!isWanted) return
    const press = (event: KeyboardEvent) => {
      const focused = event.target instanceof Element ? event.target : document.body
      if (!isStart(event, focused)) return
      event.preventDefault()
      start()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isWanted])
}

/** Whether a key that was pressed at `focused` makes play what has not begun. */
export function isStart(event: KeyboardEvent, focused: Pick<Element, 'closest'>): boolean {
  return START_KEYS.includes(event.key) && isForPlayer(event, focused, false)
}

/** Whether a key that was pressed at `focused`, in the player or somewhere on the page, is the player's. */
export function isForPlayer(event: KeyboardEvent, focused: Pick<Element, 'closest'>, isInside: boolean): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  const entry = entryOf(event.key)
  if (!entry || (event.repeat && !entry.mayRepeat) || (entry.isPagesToo && !isInside)) return false
  if (focused.closest(TAKES_ALL)) return false
  if (event.key === ' ') return !focused.closest(TAKES_SPACE)
  if (event.key.startsWith('Arrow')) return !focused.closest(entry.isPagesToo ? TAKES_VERTICAL_ARROWS : TAKES_ARROWS)
  return true
}
