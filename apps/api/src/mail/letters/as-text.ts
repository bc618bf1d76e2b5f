import type { Block, House, Letter } from './letter.ts'

const WIDTH = 72

/** A letter as plain text, in lines that fit old screens; only addresses may be longer. */
export function asText({ title, blocks, why }: Letter, house: House): string {
  const footer = ['-- ', ...footerOf(house, why).map(wrapped)].join('\n')
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
  }
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
