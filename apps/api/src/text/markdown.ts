import { Marked, type MarkedToken, type Token } from 'marked'

const asTyped = () => undefined

/** HTML stays as it was typed, for readers to see. */
const reader = new Marked({
  breaks: true,
  tokenizer: { html: asTyped, tag: asTyped },
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + HIGHEST_HEADING - 1)
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`
    },
    code: ({ text }) => `<pre><code>${escaped(text)}</code></pre>\n`,
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens)
      const url = addressOf(href)
      return url === null ? words : `<a href="${escaped(url)}" rel="nofollow ugc noopener">${words}</a>`
    },
    /** Nothing is fetched from elsewhere. */
    image: ({ text }) => escaped(text),
  },
})

/** Above it stand the name of the page and that of the text. */
const HIGHEST_HEADING = 3

/** Reading goes as deep as quotes and lists do: lines that begin with more of their marks are refused at the door. */
export const TOO_DEEP = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])[ \t]*){25}/m

/** Markdown as HTML that is safe to put into a page: no tag of it was typed by whoever wrote the text. */
export function htmlOfMarkdown(markdown: string): string {
  return reader.parse(markdown, { async: false }).trim()
}

/** What a text without any of them says is what it shows. */
const MARKS = /[*_`[\]#>~|\\<]|^[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]|^[ \t]*[-=]{2,}[ \t]*$/m

/** What Markdown says, without its marks. */
export function textOfMarkdown(markdown: string): string {
  return MARKS.test(markdown) ? textOfBlocks(reader.lexer(markdown)) : markdown
}

function textOfBlocks(tokens: Token[]): string {
  const texts = tokens.filter(isOfMarked).map(textOfBlock)
  return texts.filter((text) => text !== '').join('\n\n')
}

function textOfBlock(token: MarkedToken): string {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'hr':
    case 'checkbox':
      return ''
    case 'list':
      return token.items.map(({ tokens }) => `– ${textOfBlocks(tokens).replaceAll('\n\n', '\n')}`).join('\n')
    case 'blockquote':
      return textOfBlocks(token.tokens)
    case 'table':
      return [token.header, ...token.rows]
        .map((row) => row.map(({ tokens }) => textOfLine(tokens)).join(' '))
        .join('\n')
    case 'code':
      return token.text
    default:
      return textOfLine(('tokens' in token && token.tokens) || [token])
  }
}

function textOfLine(tokens: Token[]): string {
  return tokens.filter(isOfMarked).map(textOfInline).join('')
}

function textOfInline(token: MarkedToken): string {
  if (token.type === 'br') return '\n'
  if (token.type === 'checkbox') return ''
  if ('tokens' in token && token.tokens) return textOfLine(token.tokens)
  return 'text' in token ? token.text : token.raw
}

/** No extension of ours adds tokens of its own. */
function isOfMarked(_token: Token): _token is MarkedToken {
  return true
}

/** @returns null for what leads nowhere that a page may lead to. */
function addressOf(href: string): string | null {
  if (/^\/(?![/\\])/.test(href)) return href
  const url = URL.parse(href)
  return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : null
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
