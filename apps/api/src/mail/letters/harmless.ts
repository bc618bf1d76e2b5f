const MAX_LENGTH = 120
/** Controls, halves of surrogate pairs, private use, and whatever turns text round or shows nothing. */
const UNWANTED = /[\p{C}\p{Z}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800]+/gu
/** What mail programs make links of: the middle of addresses. */
const LINKING = /[.:@]+(?=[\p{L}/])/gu

/** Text that a stranger chose, such as what their browser calls itself: one short line that no mail program makes a link of. */
export function harmless(text: string): string {
  return oneLine(text.replace(LINKING, ' '))
}

/** One short line of visible signs. */
export function oneLine(text: string): string {
  const line = text.replace(UNWANTED, ' ').trim()
  const letters = Array.from(line)
  return letters.length > MAX_LENGTH ? `${letters.slice(0, MAX_LENGTH).join('')}…` : line
}
