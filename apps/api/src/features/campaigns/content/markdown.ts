import type { Block, Inline } from '../../../mail/letters/letter.ts'

/**
 * The Markdown that a letter can show: headings, paragraphs, lists, quotes, rules, emphasis, links. Everything else, HTML
 * above all, stays as it was typed; pictures become links: nothing is fetched when a mail is opened.
 *
 * @param baseUrl what addresses that begin with a slash belong to.
 */
export function blocksOfMarkdown(markdown: string, baseUrl: string): Block[] {
  const inlinesOf = (text: string) => readInlines(text, baseUrl)
  return chunksOf(markdown).map(({ kind, lines, start }) => {
    const text = lines.join('\n')
    switch (kind) {
      case 'rule':
        return { kind }
      case 'list':
        return { kind, start, items: lines.map(inlinesOf) }
      default:
        return { kind, inlines: inlinesOf(text) }
    }
  })
}

interface Chunk {
  kind: 'heading' | 'rich' | 'quote' | 'list' | 'rule'
  /** Of a list, an item each. */
  lines: string[]
  /** Of a list with numbers, its first. */
  start: number | null
}

const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/
const HEADING = /^ {0,3}#{1,6}\s+(.*?)\s*#*$/
const QUOTE = /^ {0,3}> ?(.*)$/
const ITEM = /^\s*(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/

function chunksOf(markdown: string): Chunk[] {
  const chunks: Chunk[] = []
  let open: Chunk | null = null
  const add = (kind: Chunk['kind'], line: string, start: number | null = null) => {
    open = { kind, lines: [line], start }
    chunks.push(open)
  }
  const append = (kind: Chunk['kind'], line: string, start: number | null = null) => {
    if (open?.kind === kind && (open.start === null) === (start === null)) open.lines.push(line)
    else add(kind, line, start)
  }
  for (const line of markdown.split('\n')) {
    const heading = HEADING.exec(line)
    const quote = QUOTE.exec(line)
    const item = ITEM.exec(line)
    const last = (open as Chunk | null)?.lines.at(-1)
    if (line.trim() === '') open = null
    else if (RULE.test(line)) {
      add('rule', '')
      open = null
    } else if (heading) {
      add('heading', heading[1] ?? '')
      open = null
    } else if (quote) append('quote', quote[1] ?? '')
    else if (item) append('list', item[2] ?? '', item[1] === undefined ? null : Number(item[1]))
    else if (last !== undefined && (open as Chunk | null)?.kind === 'list') {
      const { lines } = open as unknown as Chunk
      lines[lines.length - 1] = `${last}\n${line.trim()}`
    } else append('rich', line)
  }
  return chunks
}

/** Alternatives, the first of which wins; each is bounded, so that no text takes long. */
const MARKS = new RegExp(
  [
    /\\(?<escaped>[!-/:-@[-`{-~])/,
    /(?<br> {2,}\n|\\\n)/,
    /!?\[(?<words>[^\]\n]{1,500})\]\((?<href>[^\s)]{1,2000})\)/,
    /<?(?<url>https?:\/\/[^\s<>()*]{1,2000}[^\s<>()*.,;:!?'"])>?/,
    /\*\*(?=\S)(?<strong>[\s\S]{1,2000}?)(?<=\S)\*\*/,
    /\*(?=\S)(?<emphasis>[^*]{1,2000}?)(?<=\S)\*/,
    /\b_(?=\S)(?<underlined>[^_]{1,2000}?)(?<=\S)_\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

function readInlines(text: string, baseUrl: string): Inline[] {
  const inlines: Inline[] = []
  let at = 0
  const say = (words: string) => {
    if (words !== '') inlines.push({ kind: 'text', text: words.replaceAll('\n', ' ') })
  }
  for (const match of text.matchAll(MARKS)) {
    say(text.slice(at, match.index))
    inlines.push(inlineOf(match[0], match.groups ?? {}, baseUrl))
    at = match.index + match[0].length
  }
  say(text.slice(at))
  return inlines
}

function inlineOf(typed: string, found: Record<string, string | undefined>, baseUrl: string): Inline {
  const { escaped, br, words, href, url, strong, emphasis = found.underlined } = found
  if (escaped !== undefined) return { kind: 'text', text: escaped }
  if (br !== undefined) return { kind: 'line_break' }
  if (strong !== undefined) return { kind: 'strong', inlines: readInlines(strong, baseUrl) }
  if (emphasis !== undefined) return { kind: 'emphasis', inlines: readInlines(emphasis, baseUrl) }
  const link = linkOf(href ?? url ?? '', baseUrl)
  if (link === null) return { kind: 'text', text: typed }
  return {
    kind: 'link',
    url: link,
    inlines: words === undefined ? [{ kind: 'text', text: link }] : withoutLinks(words, baseUrl),
  }
}

/** No link stands in a link. */
function withoutLinks(words: string, baseUrl: string): Inline[] {
  return readInlines(words, baseUrl).map((inline) =>
    inline.kind === 'link' ? { kind: 'text', text: inline.url } : inline,
  )
}

/** @returns null for what leads nowhere that a mail may lead to. */
function linkOf(href: string, baseUrl: string): string | null {
  const url = URL.parse(href.startsWith('/') && !href.startsWith('//') ? `${baseUrl}${href}` : href)
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : null
}
