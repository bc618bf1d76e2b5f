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
 * The words of a text in lower case: `Träume & Meer 2` has `traume`, `meer` and `2`. Latin letters lose their marks, those
 * of other scripts stay as they are, in NFC.
 */
export function toWords(text: string): string[] {
  if (!/[^ -~]/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/[^a-z]/gu, (letter) => LATIN[letter] ?? letter)
    .normalize('NFC')
  return plain.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []
}
