/**
 * Rewrites an HLS playlist (RFC 8216, master or media) for the bearer of a token: `query` (without `?`) goes to every URI line and
 * every `URI="…"` attribute on our own host, and variants whose short side is above `maxHeight` pixels are left out.
 * Everything else, line endings included, stays as it is. Rewriting twice leaves only the second query.
 */
export function rewritePlaylist(text: string, { query, maxHeight }: { query: string; maxHeight: number }): string {
  return playlistTemplate(text, maxHeight).join(query)
}

/** The playlist for one height cap, cut wherever a token's query belongs: `template.join(query)` is the rewritten text. */
export function playlistTemplate(text: string, maxHeight: number): string[] {
  const template: string[] = []
  let dropNextUri = false
  for (const line of linesOf(text)) {
    const content = line.trimEnd()
    const kind = kindOf(content)
    if (kind === 'uri' && dropNextUri) {
      dropNextUri = false
      continue
    }
    if (VARIANT_TAG.test(content) && shortSideOf(content) > maxHeight) {
      dropNextUri = content.startsWith('#EXT-X-STREAM-INF:')
      continue
    }
    if (kind === 'uri') writeUri(template, content)
    else if (kind === 'tag') writeTag(template, content)
    else write(template, content)
    write(template, line.slice(content.length))
  }
  return template
}

/** With their ends. (njs takes seconds to split a long text by a regular expression.) */
function linesOf(text: string): string[] {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  return [...lines.map((line) => `${line}\n`), last]
}

const VARIANT_TAG = /^#EXT-X-(?:I-FRAME-)?STREAM-INF:/
const ATTRIBUTE = /[:,] *([A-Z0-9-]+)=(?:"([^"]*)"|([^,]*))/g

/**
 * What stays on our host for every reader: a path without scheme or authority, made of RFC 3986 characters only. Backslashes, blanks
 * and variables (`{$name}`) are left alone, because some readers turn them into a foreign address, and a token must never go there.
 */
const OWN_URI = /^(?!\/\/|[^/?#]*:)[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/
const TOKEN_PARAMETER = /^(?:e|md5|uid|q|sid|h)(?:=|$)/

function kindOf(content: string): 'uri' | 'tag' | 'other' {
  if (content.startsWith('#EXT-X-')) return 'tag'
  return content === '' || content.startsWith('#') ? 'other' : 'uri'
}

/** The smaller number of RESOLUTION, so that a portrait 1080x1920 is 1080p too; a size that nobody can read is above every cap. */
function shortSideOf(tag: string): number {
  for (const [, name, , resolution] of attributesOf(tag)) {
    if (name === 'RESOLUTION') {
      const sides = /^(\d+)x(\d+)$/.exec(String(resolution))
      return sides === null ? Number.POSITIVE_INFINITY : Math.min(Number(sides[1]), Number(sides[2]))
    }
  }
  return 0
}

/** njs knows no matchAll. */
function attributesOf(tag: string): RegExpExecArray[] {
  const attribute = new RegExp(ATTRIBUTE)
  const found: RegExpExecArray[] = []
  for (let match = attribute.exec(tag); match !== null; match = attribute.exec(tag)) found.push(match)
  return found
}

function writeTag(template: string[], tag: string): void {
  let from = 0
  for (const { 0: attribute, 1: name, 2: uri, index } of attributesOf(tag)) {
    if (name !== 'URI' || uri === undefined) continue
    const closingQuote = index + attribute.length - 1
    write(template, tag.slice(from, closingQuote - uri.length))
    writeUri(template, uri)
    from = closingQuote
  }
  write(template, tag.slice(from))
}

function writeUri(template: string[], uri: string): void {
  if (!OWN_URI.test(uri)) {
    write(template, uri)
    return
  }
  const fragmentAt = indexOrEnd(uri, '#')
  const queryAt = indexOrEnd(uri.slice(0, fragmentAt), '?')
  const parameters = uri.slice(queryAt + 1, fragmentAt).split('&')
  const kept = parameters.filter((parameter) => parameter !== '' && !TOKEN_PARAMETER.test(parameter))
  write(template, `${uri.slice(0, queryAt)}?${kept.map((parameter) => `${parameter}&`).join('')}`)
  template.push(uri.slice(fragmentAt))
}

function indexOrEnd(text: string, mark: string): number {
  const index = text.indexOf(mark)
  return index === -1 ? text.length : index
}

function write(template: string[], literal: string): void {
  template.push((template.pop() ?? '') + literal)
}
