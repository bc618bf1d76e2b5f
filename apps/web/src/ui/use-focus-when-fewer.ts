import { type RefObject, useEffect, useRef } from 'react'

/** A button that was pressed goes with its row: the focus goes to the list, instead of to the page's beginning. */
export function useFocusWhenFewer(list: RefObject<HTMLElement | null>, length: number): void {
  const before = useRef(length)
  useEffect(() => {
    if (length < before.current && document.activeElement === document.body) list.current?.focus()
    before.current = length
  }, [list, length])
}
