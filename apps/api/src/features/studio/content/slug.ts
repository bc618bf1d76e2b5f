import { toWords } from '../../../text/words.ts'

export const MAX_SLUG_LENGTH = 120

/** `Träume & Meer, Teil 2` becomes `traume-meer-teil-2`. A title without letters or digits becomes `untitled`. */
export function toSlug(title: string): string {
  return cut(toWords(title).join('-')) || 'untitled'
}

/** The slug that the `number`th thing of one name gets: `sleep`, `sleep-2`, … */
export function numberedSlug(slug: string, number: number): string {
  if (number === 1) return slug
  const ending = `-${number}`
  return `${cut(slug, MAX_SLUG_LENGTH - ending.length)}${ending}`
}

/** Whether a slug is what `numberedSlug` makes of the title. */
export function isSlugOfTitle(slug: string, title: string): boolean {
  const number = Number(/-(\d{1,6})$/.exec(slug)?.[1] ?? 1)
  const ofTitle = toSlug(title)
  return slug === ofTitle || slug === numberedSlug(ofTitle, number)
}

/** No surrogate pair is cut in two, and no hyphen is last. */
function cut(slug: string, maxLength = MAX_SLUG_LENGTH): string {
  return slug
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/-$/, '')
}
