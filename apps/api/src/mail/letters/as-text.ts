import { inlinesAsText } from './inlines.ts'
import type { Block, House, Inline, Letter } from './letter.ts'
import { WORDS } from './words/words.ts'

const WIDTH = 72

/** A letter as plain text, in lines that fit old screens; only addresses may be longer. */
export function asText(letter: Letter, house: House): string {
  const { title, blocks, footerLinks = [] } = letter
  const links = footerLinks.map(({ label, url }) => `${label}:\n${url}`)
  const footer = ['-- ', ...footerOf(letter, house).map(wrapped), ...links].join('\n')
  return `${[title, ...blocks.map(blockAsText), footer].join('\n\n')}\n`
}

/** What stands below every letter. */
export function footerOf({ language, why }: Letter, { frontendUrl, supportEmail }: House): string[] {
  const { aboutAccount, questions } = WORDS[language].common
  return [why ?? aboutAccount(new URL(frontendUrl).host), ...(supportEmail ? [questions(supportEmail)] : [])]
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
      return [
        ...[block.title, block.note, block.text].filter(Boolean).map(wrapped),
        `${block.label}:\n${block.url}`,
      ].join('\n')
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
