import { type RefObject, useEffect, useEffectEvent } from 'react'

/** Of a player: does what a key means, and leaves it to whatever has a use for it. */
export interface KeyTarget extends HTMLElement {
  keyboardShortcutHandler(event: KeyboardEvent): void
}

/** The arrows that turn the volume up and down are the page's own, which scrolls by them. */
const KEYS = [' ', 'k', 'j', 'l', 'm', 'f', 'c', '<', '>', '?', 'ArrowLeft', 'ArrowRight']
const START_KEYS = [' ', 'k']
const MAY_REPEAT = ['j', 'l', 'ArrowLeft', 'ArrowRight']
const TAKES_ALL = 'input, select, textarea, [contenteditable], dialog, [popover]:popover-open'
const TAKES_SPACE = 'button, summary, [role=button], [role=switch]'

/** Lets the player's keys work wherever the focus is, unless something there has a use for the key. */
export function usePageKeys(player: RefObject<KeyTarget | null>, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return
    const press = (event: KeyboardEvent) => {
      const focused = event.target instanceof Element ? event.target : document.body
      if (player.current?.contains(focused) || !isForPlayer(event, focused)) return
      event.preventDefault()
      player.current?.keyboardShortcutHandler(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [player, isWanted])
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
  return START_KEYS.includes(event.key) && isForPlayer(event, focused)
}

/** Whether a key that was pressed at `focused` is the player's. */
export function isForPlayer(event: KeyboardEvent, focused: Pick<Element, 'closest'>): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  if (!KEYS.includes(event.key) || (event.repeat && !MAY_REPEAT.includes(event.key))) return false
  if (focused.closest(TAKES_ALL)) return false
  return event.key !== ' ' || !focused.closest(TAKES_SPACE)
}
