import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { TOPICS } from '../../../members/newsletter-topics.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { unmarkedCell } from '../../../text/csv.ts'
import { emailAddress } from '../../../text/email-address.ts'
import { FREQUENCIES, subscriberName, subscriberSource } from '../subscription.ts'
import type { ImportedSubscriber } from './queries.ts'

/** A line of the file: who stands there, or why nobody does. */
export type Line = { number: number } & ({ subscriber: ImportedSubscriber } | { problem: string })

const MAX_LINES = 100_000
const MAX_LINE_LENGTH = 10_000
const PIECE_BYTES = 64 * 1024
const REQUIRED = ['email', 'consent_at']

/**
 * Reads subscribers from CSV (RFC 4180; semicolons and tabs, too), whose first line names the columns in any order. Columns
 * that nobody knows are left out, as our own export has some.
 *
 * @throws AppError `invalid_request` for what is no such file, `too_large` for too many lines.
 */
export async function* readSubscribers(csv: Buffer, nowMs: number): AsyncGenerator<Line> {
  if (!isUtf8(csv)) throw unreadable('is not in UTF-8: save it as “CSV UTF-8”')
  if (countLines(csv) > MAX_LINES + 1) throw tooManyLines()
  const rowSchema = rowSchemaAt(nowMs)
  const seenAt = new Map<string, number>()
  let columns: string[] | null = null
  for await (const { cells, number, problem } of recordsOf(csv)) {
    if (problem !== undefined) yield { number, problem }
    else if (columns === null) columns = columnsOf(cells)
    else yield { number, ...readRow(cells, { columns, rowSchema, seenAt, number }) }
  }
  if (columns === null) throw lacking(REQUIRED)
}

function countLines(csv: Buffer): number {
  let count = 0
  for (let at = csv.indexOf('\n'); at !== -1; at = csv.indexOf('\n', at + 1)) count += 1
  return count
}

interface CsvRecord {
  cells: string[]
  /** Of its last line. */
  number: number
  problem?: string
}

async function* recordsOf(csv: Buffer): AsyncGenerator<CsvRecord> {
  const broken: CsvRecord[] = []
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(csv),
    info: true,
    max_record_size: MAX_LINE_LENGTH,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: () => void broken.push({ cells: [], number: parser.info.lines, problem: BROKEN }),
    trim: true,
  })
  for await (const { record, info } of Readable.from(piecesOf(csv)).pipe(parser))
    yield { cells: record, number: info.lines }
  yield* broken
}

const BROKEN = 'is too long, or ends what a quotation mark before it began: lines up to here were not read'

/** So that other requests get their turn. */
function* piecesOf(csv: Buffer): Generator<Buffer> {
  for (let start = 0; start < csv.length; start += PIECE_BYTES) yield csv.subarray(start, start + PIECE_BYTES)
}

function delimiterOf(csv: Buffer): string {
  const end = csv.indexOf('\n')
  const header = csv.toString('utf8', 0, Math.min(end === -1 ? csv.length : end, MAX_LINE_LENGTH))
  return [',', ';', '\t'].find((delimiter) => header.includes(delimiter)) ?? ','
}

function columnsOf(cells: string[]): string[] {
  const columns = cells.map((cell) => cell.toLowerCase())
  const missing = REQUIRED.filter((name) => !columns.includes(name))
  if (missing.length > 0) throw lacking(missing)
  return columns
}

type RowSchema = ReturnType<typeof rowSchemaAt>

function rowSchemaAt(nowMs: number) {
  return z.object({
    email: emailAddress,
    name: subscriberName.nullable().default(null),
    source: subscriberSource.nullable().default(null),
    consent_at: boundedText(40)
      .pipe(
        z.union(
          [z.iso.datetime({ offset: true }), z.iso.date()],
          'must be a time such as 2026-01-31 or 2026-01-31T09:30:00Z',
        ),
      )
      .transform((text) => Date.parse(text))
      .refine((atMs) => atMs <= nowMs, 'must not be in the future'),
    topics: boundedText(100)
      .transform((text) => text.split(/[\s;,|]+/))
      .pipe(z.array(z.enum(TOPICS, `must be some of ${TOPICS.join(', ')}`)))
      .default([...TOPICS]),
    frequency: z.enum(FREQUENCIES, `must be one of ${FREQUENCIES.join(', ')}`).default('all'),
    /** Of a file that we exported. */
    status: z.literal('active', 'says that this subscription is not active').optional(),
  })
}

function readRow(
  cells: string[],
  {
    columns,
    rowSchema,
    seenAt,
    number,
  }: { columns: string[]; rowSchema: RowSchema; seenAt: Map<string, number>; number: number },
): { subscriber: ImportedSubscriber } | { problem: string } {
  const filled = columns
    .map((name, index) => [name, unmarkedCell(cells[index] ?? '')])
    .filter(([, cell]) => cell !== '')
  const { data, error } = rowSchema.safeParse(Object.fromEntries(filled))
  if (!data) return { problem: problemOf(error) }
  const { email, name, source, topics, frequency, consent_at: consentAtMs } = data
  const before = seenAt.get(email)
  if (before !== undefined) return { problem: `email stands in line ${before}, too` }
  seenAt.set(email, number)
  return {
    subscriber: {
      email,
      name,
      source,
      topics: TOPICS.filter((topic) => topics.includes(topic)),
      frequency,
      consentAtMs,
    },
  }
}

function problemOf({ issues }: z.ZodError): string {
  const [issue] = issues
  return issue ? `${String(issue.path[0])} ${issue.message}` : 'cannot be read'
}

function lacking(names: string[]): AppError {
  return unreadable(
    `must name its columns in the first line; ${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} missing`,
  )
}

function unreadable(msg: string): AppError {
  return new AppError('invalid_request', `The file ${msg}.`, { fields: [{ loc: ['body'], msg }] })
}

function tooManyLines(): AppError {
  return new AppError('too_large', `The file has more than ${MAX_LINES} lines. Import it in parts.`)
}
