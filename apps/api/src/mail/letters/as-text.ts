import { inlinesAsText } from './inlines.ts'
import type { Block, House, Inline, Letter } from './letter.ts'

const WIDTH = 72

/** A letter as plain text, in lines that fit old screens; only addresses may be longer. */
export function asText({ title, blocks, why, footerLinks = [] }: Letter, house: House): string {
  const links = footerLinks.map(({ label, url }) => `${label}:\n${url}`)
  const footer = ['-- ', ...footerOf(house, why).map(wrapped), ...links].join('\n')
  return `${[title, ...blocks.map(blockAsText), footer].join('\n\n')}\n`
}

/** What stands below every letter. */
export function footerOf(house: House, why = aboutAccount(house)): string[] {
  const { supportEmail } = house
  return [why, ...(supportEmail ? [`Questions? Write to ${supportEmail}.`] : [])]
}

function aboutAccount({ frontendUrl }: House): string {
  return `Better & Bliss writes to you because this concerns your account at ${new URL(frontendUrl).host}.`
}

function blockAsText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapped(block.text)
    case 'code':
      return `    ${block.code}`
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}: ${value}`).join('\n')
    case 'link':
      return `${block.label}:\n${block.url}`
    case 'rich':
      return inText(block.inlines)
    case 'heading':
      return underlined(inlinesAsText(block.inlines))
    case 'quote':
      return inText(block.inlines).replace(/^/gm, '> ')
    case 'list':
      return block.items
        .map((item, index) => listItem(item, block.start === null ? '-' : `${block.start + index}.`))
        .join('\n')
    case 'rule':
      return '* * *'
    case 'card':
      return [block.title, block.note, block.text, `${block.label}:\n${block.url}`]
        .filter(Boolean)
        .map(wrapped)
        .join('\n')
  }
}

function inText(inlines: Inline[]): string {
  return inlinesAsText(inlines).split('\n').map(wrapped).join('\n')
}

function listItem(item: Inline[], mark: string): string {
  return `${mark} ${inText(item).replaceAll('\n', `\n${' '.repeat(mark.length + 1)}`)}`
}

function underlined(text: string): string {
  return `${text}\n${'-'.repeat(Math.min(text.length, WIDTH))}`
}

function wrapped(text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}
