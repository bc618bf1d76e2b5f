export const MAX_SLUG_LENGTH = 120

/** Latin letters that Unicode does not decompose into one of a to z and a mark. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
}

/**
 * `Träume & Meer, Teil 2` becomes `traume-meer-teil-2`: Latin letters lose their marks, those of other scripts stay as
 * they are (`Сон и море` becomes `сон-и-море`), in NFC. A title without letters or digits becomes `untitled`.
 */
export function toSlug(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/[^a-z]/gu, (letter) => LATIN[letter] ?? letter)
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return trimmed(words) || 'untitled'
}

/** The slug that the `number`th thing of one name gets: `sleep`, `sleep-2`, … */
export function numberedSlug(slug: string, number: number): string {
  if (number === 1) return slug
  const ending = `-${number}`
  return `${trimmed(slug, MAX_SLUG_LENGTH - ending.length)}${ending}`
}

/** Without hyphens at its ends, and no surrogate pair is cut in two. */
function trimmed(words: string, maxLength = MAX_SLUG_LENGTH): string {
  return words
    .replace(/^-/, '')
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/-$/, '')
}
