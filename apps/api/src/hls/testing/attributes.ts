/** Attribute lists of RFC 8216, 4.2. */
export type Attributes = Map<string, string>

/** What each attribute that we know may look like. */
const VALUES: Record<string, RegExp> = {
  BANDWIDTH: /^\d{1,20}$/,
  'AVERAGE-BANDWIDTH': /^\d{1,20}$/,
  RESOLUTION: /^\d+x\d+$/,
  'FRAME-RATE': /^\d+(?:\.\d+)?$/,
  'TIME-OFFSET': /^-?\d+(?:\.\d+)?$/,
  TYPE: /^(?:AUDIO|VIDEO|SUBTITLES|CLOSED-CAPTIONS)$/,
  DEFAULT: /^(?:YES|NO)$/,
  AUTOSELECT: /^(?:YES|NO)$/,
  FORCED: /^(?:YES|NO)$/,
  ...Object.fromEntries(
    ['CODECS', 'GROUP-ID', 'NAME', 'LANGUAGE', 'CHANNELS', 'CHARACTERISTICS', 'URI', 'AUDIO', 'SUBTITLES'].map(
      (name) => [name, /^"[^"\r\n]+"$/],
    ),
  ),
}

/** Reads `NAME=value,…`; quoted values lose their quotes. @throws Error that says what is wrong. */
export function readAttributes(list: string): Attributes {
  const attributes: Attributes = new Map()
  const pattern = /([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)/y
  while (pattern.lastIndex < list.length) {
    const from = pattern.lastIndex
    const [, name = '', value = ''] = pattern.exec(list) ?? []
    if (name === '') throw new Error(`no attribute list from "${list.slice(from, from + 40)}"`)
    if (attributes.has(name)) throw new Error(`${name} twice`)
    if (VALUES[name]?.test(value) === false) throw new Error(`${name} may not be ${value}`)
    attributes.set(name, value.replace(/^"(.*)"$/, '$1'))
  }
  if (list === '' || list.endsWith(',')) throw new Error('an attribute list that ends in the middle')
  return attributes
}
