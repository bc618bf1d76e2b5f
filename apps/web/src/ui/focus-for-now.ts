/**
 * Focuses what Tab does not stop at. Its `tabindex` goes with the focus: where an element has a shadow tree, a negative one
 * makes Tab pass over everything in it.
 */
export function focusForNow(element: HTMLElement | null): void {
  if (!element) return
  element.tabIndex = -1
  element.focus()
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
}
