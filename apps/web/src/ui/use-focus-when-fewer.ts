import { type RefObject, useEffect, useRef } from 'react'

/** A button that was pressed goes with its row: the focus goes to the list, or where that goes too to the page's main part. */
export function useFocusWhenFewer(list: RefObject<HTMLElement | null>, length: number): void {
  const before = useRef(length)
  useEffect(() => {
    if (length < before.current && document.activeElement === document.body) {
      const place = list.current ?? document.getElementById('main')
      place?.focus({ preventScroll: true })
    }
    before.current = length
  }, [list, length])
}
