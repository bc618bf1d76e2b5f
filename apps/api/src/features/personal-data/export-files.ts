import type { Database } from '../../db/database.ts'
import { type OwnRows, rowPages } from '../../db/row-pages.ts'
import type { AccountProfile } from '../../ports/identity-provider.ts'
import { type Cell, csvRow } from '../../text/csv.ts'
import { EXPORTED, type OwnerKey } from './member-tables.ts'

/** Whose export it is. */
export type Exported = Record<OwnerKey, string>

/** What writes the practice of a member, who knows it: text, piece by piece. */
export interface PracticeWriters {
  json(db: Database, userId: string): AsyncIterable<string>
  csv(db: Database, userId: string): AsyncIterable<string>
}

/** The files of an export by name, each text that is made while it is read. */
export function exportFiles(
  db: Database,
  { member, account, practice }: { member: Exported; account: AccountProfile | null; practice: PracticeWriters },
): [name: string, text: () => AsyncIterable<string>][] {
  const tables = Object.entries(EXPORTED).flatMap(([name, { rows, by }]) => [
    file(`${name}.json`, () => jsonOf(rowPages(db, rows, member[by]))),
    file(`${name}.csv`, () => csvOf(rows, rowPages(db, rows, member[by]))),
  ])
  return [
    file('README.txt', () => once(README)),
    file('account.json', () => once(`${JSON.stringify(account, null, 2)}\n`)),
    file('practice.json', () => practice.json(db, member.userId)),
    file('practice.csv', () => practice.csv(db, member.userId)),
    ...tables,
  ]
}

const README = `Everything that Better & Bliss keeps of you.

account    what signs you in
profile    who you are here
sign_ins   where you are, or were, signed in
practice   your sessions with every breath that was kept
plays      what you played
timer_presets  how you like the timer set
routines   what you play one after another
reminders  when you are reminded, and how
push_devices  which of your devices are reminded
downloads  what your devices keep for a time without a network
favourites what you put a heart on
positions  where you stopped in it, and what you watched to its end
views      what was counted of it
acts       what was done with your account, and by whom
newsletter your subscription
exports    your last export

JSON and CSV say the same. Times are UTC.
`

function file(name: string, text: () => AsyncIterable<string>): [string, () => AsyncIterable<string>] {
  return [name, text]
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

type Pages = AsyncIterable<Record<string, unknown>[]>

async function* jsonOf(pages: Pages): AsyncGenerator<string> {
  let separator = '['
  for await (const page of pages) {
    for (const row of page) {
      yield `${separator}\n${JSON.stringify(row)}`
      separator = ','
    }
  }
  yield separator === '[' ? '[]\n' : '\n]\n'
}

async function* csvOf({ columns }: OwnRows, pages: Pages): AsyncGenerator<string> {
  yield csvRow(columns)
  for await (const page of pages) {
    for (const row of page) yield csvRow(columns.map((column) => toCell(row[column])))
  }
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}
