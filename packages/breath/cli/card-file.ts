import { readFile, writeFile } from 'node:fs/promises'

const CARD = new URL('../../../docs/breath-accuracy.md', import.meta.url)

/** The sections of the card that other commands measure, in its order. */
export const NAMES_TITLE = 'Whether inhale and exhale keep their names'
export const ROBUSTNESS_TITLE = 'Through other microphones, rooms and networks'
export const PAGE_TITLE = 'On the page, with a recording for a microphone'

/** Renews the card, but for what other commands measure. */
export async function writeCard(text: string): Promise<void> {
  const before = await readFile(CARD, 'utf8')
  await writeFile(CARD, withSectionsOf(before, text, [NAMES_TITLE, ROBUSTNESS_TITLE, PAGE_TITLE]))
}

/** Renews one section of the card. */
export async function writeSection(title: string, body: string): Promise<void> {
  await writeFile(CARD, withSection(await readFile(CARD, 'utf8'), title, body))
}

/** The text with the sections that `before` had under these titles. */
export function withSectionsOf(before: string, text: string, titles: readonly string[]): string {
  return titles.reduce((renewed, title) => {
    const kept = sectionOf(before, title)
    return kept === null ? renewed : withSection(renewed, title, kept)
  }, text)
}

/** What a Markdown text says below a heading; null without that heading. */
export function sectionOf(text: string, title: string): string | null {
  return partsOf(text, title)?.body ?? null
}

/** The text with that section in place of the one that it had, or at its end. */
export function withSection(text: string, title: string, body: string): string {
  const { before, after } = partsOf(text, title) ?? { before: `${text.trimEnd()}\n\n`, after: '' }
  return `${before}## ${title}\n\n${body.trim()}\n${after && `\n${after}`}`
}

function partsOf(text: string, title: string): { before: string; body: string; after: string } | null {
  const heading = `## ${title}\n`
  const at = text.indexOf(heading)
  if (at < 0) return null
  const next = text.indexOf('\n## ', at + heading.length)
  const end = next < 0 ? text.length : next + 1
  return { before: text.slice(0, at), body: text.slice(at + heading.length, end).trim(), after: text.slice(end) }
}
