import { Markup, markup } from '@better-and-bliss/http'
import type { Inline } from './letter.ts'

/** A link is followed by its address, unless that is what it says. */
export function inlinesAsText(inlines: readonly Inline[]): string {
  return inlines.map(inlineAsText).join('')
}

function inlineAsText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'line_break':
      return '\n'
    case 'strong':
    case 'emphasis':
      return inlinesAsText(inline.inlines)
    case 'link': {
      const words = inlinesAsText(inline.inlines)
      return words === inline.url.replace('mailto:', '') ? words : `${words} (${inline.url})`
    }
  }
}

export function inlinesAsHtml(inlines: readonly Inline[], linkStyle: string): Markup {
  return new Markup(inlines.map((inline) => inlineAsHtml(inline, linkStyle).text).join(''))
}

function inlineAsHtml(inline: Inline, linkStyle: string): Markup {
  switch (inline.kind) {
    case 'text':
      return markup`${inline.text}`
    case 'line_break':
      return markup`<br>`
    case 'strong':
      return markup`<strong>${inlinesAsHtml(inline.inlines, linkStyle)}</strong>`
    case 'emphasis':
      return markup`<em>${inlinesAsHtml(inline.inlines, linkStyle)}</em>`
    case 'link':
      return markup`<a class="link" href="${inline.url}" style="${linkStyle}">${inlinesAsHtml(inline.inlines, linkStyle)}</a>`
  }
}
