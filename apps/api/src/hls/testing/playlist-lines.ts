/** A tag of a playlist, or an address; `line` counts from 1. */
export interface Line {
  line: number
  /** Null for an address. */
  tag: string | null
  /** What follows the tag's colon, or the address. */
  value: string
}

const MASTER_TAGS = ['EXT-X-MEDIA', 'EXT-X-STREAM-INF', 'EXT-X-I-FRAME-STREAM-INF', 'EXT-X-SESSION-DATA']
const MEDIA_TAGS = [
  ...['EXTINF', 'EXT-X-TARGETDURATION', 'EXT-X-MEDIA-SEQUENCE', 'EXT-X-PLAYLIST-TYPE', 'EXT-X-ENDLIST'],
  ...['EXT-X-DISCONTINUITY', 'EXT-X-BYTERANGE', 'EXT-X-KEY', 'EXT-X-MAP', 'EXT-X-PROGRAM-DATE-TIME'],
]
const ANY_TAGS = ['EXTM3U', 'EXT-X-VERSION', 'EXT-X-INDEPENDENT-SEGMENTS', 'EXT-X-START']
const ONCE = [
  'EXTM3U',
  'EXT-X-VERSION',
  'EXT-X-TARGETDURATION',
  'EXT-X-MEDIA-SEQUENCE',
  'EXT-X-PLAYLIST-TYPE',
  'EXT-X-ENDLIST',
]

/**
 * Reads a playlist as RFC 8216, section 4.1, writes it down: UTF-8 without a mark, lines that end alike, `#EXTM3U` first, tags of its
 * own kind only, those that may be there once no more often.
 *
 * @param say is told what is wrong.
 */
export function readLines(text: string, kind: 'master' | 'media', say: (problem: string) => void): Line[] {
  if (/\uFEFF|\r|[\p{Cc}--[\n]]/v.test(text)) say('holds a byte order mark or a control character')
  if (!text.startsWith('#EXTM3U\n')) say('does not begin with #EXTM3U')
  if (!text.endsWith('\n')) say('does not end its last line')
  const known = [...ANY_TAGS, ...(kind === 'master' ? MASTER_TAGS : MEDIA_TAGS)]
  const seen = new Set<string>()
  const lines: Line[] = []
  for (const [index, content] of text.trimEnd().split('\n').entries()) {
    const line = index + 1
    if (content === '' || content !== content.trim()) say(`line ${line} is blank, or has blanks around it`)
    if (!content.startsWith('#')) {
      lines.push({ line, tag: null, value: content })
      continue
    }
    const [, tag = '', value = ''] = /^#(EXT[A-Z0-9-]*)(?::(.*))?$/.exec(content) ?? []
    if (!known.includes(tag)) say(`line ${line} is no tag of a ${kind} playlist: ${content}`)
    if (ONCE.includes(tag) && seen.has(tag)) say(`has #${tag} twice`)
    seen.add(tag)
    lines.push({ line, tag, value })
  }
  return lines
}

/** Reads an attribute list (RFC 8216, section 4.2), each name once, texts in quotes and all else without. */
export function readAttributes(list: string, say: (problem: string) => void): Map<string, string> {
  const attributes = new Map<string, string>()
  if (!/^(?:[A-Z0-9-]+=(?:"[^"\n\r]*"|[^",\s]+)(?:,|$))+$/.test(list) || list.endsWith(',')) {
    say(`is no attribute list: ${list}`)
  }
  for (const [, name = '', quoted, bare] of list.matchAll(/([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g)) {
    if (attributes.has(name)) say(`has the attribute ${name} twice`)
    if ((quoted !== undefined) !== QUOTED.includes(name)) say(`quotes ${name}, or does not`)
    attributes.set(name, quoted ?? bare ?? '')
  }
  return attributes
}

const QUOTED = [
  'CODECS',
  'AUDIO',
  'VIDEO',
  'SUBTITLES',
  'URI',
  'GROUP-ID',
  'NAME',
  'LANGUAGE',
  'CHANNELS',
  'CHARACTERISTICS',
]
