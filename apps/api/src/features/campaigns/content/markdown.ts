import { Marked, type MarkedToken, type Token, type Tokens } from 'marked'
import type { Block, Inline } from '../../../mail/letters/letter.ts'

type WordsBlock = Extract<Block, { kind: 'heading' | 'rich' | 'quote' | 'list' | 'rule' }>

const asTyped = () => undefined

/** Reads no more than a letter can show; the rest, HTML above all, stays as it was typed. */
const reader = new Marked({
  tokenizer: {
    html: asTyped,
    tag: asTyped,
    code: asTyped,
    fences: asTyped,
    codespan: asTyped,
    table: asTyped,
    del: asTyped,
  },
})

/**
 * Headings, paragraphs, lists, quotes, rules, emphasis and links of Markdown. Pictures become links: nothing is fetched when
 * a mail is opened.
 *
 * @param baseUrl what addresses that begin with a slash belong to.
 */
export function blocksOfMarkdown(markdown: string, baseUrl: string): Block[] {
  return blocksOf(reader.lexer(markdown), baseUrl)
}

function blocksOf(tokens: Token[], baseUrl: string): WordsBlock[] {
  return tokens.filter(isOfMarked).flatMap((token) => blockOf(token, baseUrl))
}

/** No extension of ours adds tokens of its own. */
function isOfMarked(_token: Token): _token is MarkedToken {
  return true
}

function blockOf(token: MarkedToken, baseUrl: string): WordsBlock[] {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return []
    case 'hr':
      return [{ kind: 'rule' }]
    case 'heading':
      return [{ kind: 'heading', inlines: inlinesOf(token.tokens, { baseUrl }) }]
    case 'blockquote':
      return [{ kind: 'quote', inlines: inOneParagraph(blocksOf(token.tokens, baseUrl)) }]
    case 'list':
      return [listOf(token, baseUrl)]
    default:
      return [{ kind: 'rich', inlines: inlinesOf(('tokens' in token && token.tokens) || [token], { baseUrl }) }]
  }
}

function listOf({ ordered, start, items }: Tokens.List, baseUrl: string): WordsBlock {
  return {
    kind: 'list',
    start: ordered ? Number(start) : null,
    items: items.map((item) => [...boxOf(item), ...inOneParagraph(blocksOf(item.tokens, baseUrl))]),
  }
}

function boxOf({ task, checked }: Tokens.ListItem): Inline[] {
  return task ? [{ kind: 'text', text: checked ? '☑ ' : '☐ ' }] : []
}

/** Mails know neither lists in lists nor quotes of several paragraphs: what is inside becomes lines. */
function inOneParagraph(blocks: WordsBlock[]): Inline[] {
  const lines = blocks.flatMap((block): Inline[][] => {
    if (block.kind === 'rule') return []
    if (block.kind !== 'list') return [block.inlines]
    const markOf = (index: number) => (block.start === null ? '– ' : `${block.start + index}. `)
    return block.items.map((item, index) => [{ kind: 'text', text: markOf(index) }, ...item])
  })
  return lines.flatMap((line, index): Inline[] => (index === 0 ? line : [{ kind: 'line_break' }, ...line]))
}

interface Place {
  baseUrl: string
  /** No link stands in a link. */
  isInLink?: boolean
}

function inlinesOf(tokens: Token[], place: Place): Inline[] {
  const shown = tokens.filter(isOfMarked).filter(({ type }) => type !== 'checkbox')
  return shown.map((token) => inlineOf(token, place))
}

function inlineOf(token: MarkedToken, place: Place): Inline {
  switch (token.type) {
    case 'br':
      return { kind: 'line_break' }
    case 'escape':
      return { kind: 'text', text: token.text }
    case 'strong':
      return { kind: 'strong', inlines: inlinesOf(token.tokens, place) }
    case 'em':
      return { kind: 'emphasis', inlines: inlinesOf(token.tokens, place) }
    case 'link':
    case 'image':
      return linkOf(token, place)
    default:
      return { kind: 'text', text: token.raw.replaceAll('\n', ' ') }
  }
}

function linkOf({ href, tokens, raw, text }: Tokens.Link | Tokens.Image, { baseUrl, isInLink }: Place): Inline {
  if (isInLink) return { kind: 'text', text }
  const url = addressOf(href, baseUrl)
  if (url === null) return { kind: 'text', text: raw }
  return { kind: 'link', url, inlines: inlinesOf(tokens, { baseUrl, isInLink: true }) }
}

/** @returns null for what leads nowhere that a mail may lead to. */
function addressOf(href: string, baseUrl: string): string | null {
  const url = URL.parse(href.startsWith('/') && !href.startsWith('//') ? `${baseUrl}${href}` : href)
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : null
}
