import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import type { App } from '../../../http/app.ts'
import { acceptBytes } from '../../../http/bodies.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { audit } from '../../../members/audit.ts'
import type { NewsletterParts } from '../parts.ts'
import { type ImportedSubscriber, insertImported, selectStatuses, selectSuppressed } from './queries.ts'
import { readSubscribers } from './read-csv.ts'

const LIMIT_BYTES = 10_000_000
const BATCH = 1_000
const MOST_PROBLEMS = 1_000

const EXAMPLE = 'email,consent_at,source\nada@example.com,2026-01-31,fair\n'

const count = (description: string, example: number) => z.int().meta({ description, example })

const importSchema = z
  .object({
    dry_run: z.boolean().meta({ description: 'Whether nothing was kept', example: true }),
    taken: count('Subscribers that begin by it', 1_180),
    known: count('Addresses that have the newsletter already; nothing of them is changed', 12),
    suppressed: count('Addresses that left, bounced, complained or were deleted; no import brings them back', 5),
    refused: count('Lines that cannot be read', 1),
    problems: z
      .array(
        z.object({
          line: z.int().meta({ description: 'Its number in the file, from 1', example: 17 }),
          problem: z.string().meta({ description: 'What is wrong with it', example: 'email must be an email address' }),
        }),
      )
      .meta({
        description: `The first ${MOST_PROBLEMS} lines that cannot be read`,
        example: [{ line: 17, problem: 'email must be an email address' }],
      }),
  })
  .meta({ id: 'SubscriberImport', description: 'What an import of subscribers did, or would do' })

type Import = Omit<z.infer<typeof importSchema>, 'dry_run'>

/** Takes subscribers who agreed elsewhere. Nobody whose subscription ended comes back by it. */
export async function importSubscribers(app: App, parts: NewsletterParts): Promise<void> {
  await acceptBytes(app, { contentType: 'text/csv', limitBytes: LIMIT_BYTES }, (scope) => {
    permissionRoute(scope, parts.guard, 'manage_newsletter', {
      method: 'POST',
      url: '/api/studio/subscribers/import',
      schema: {
        operationId: 'importSubscribers',
        tags: ['studio'],
        summary: 'Import subscribers from CSV',
        description:
          'For people who agreed to the newsletter elsewhere. The first line names the columns: `email` and `consent_at` (when ' +
          'they agreed), and, where there are any, `name`, `source`, `topics` and `frequency`. Lines that cannot be read are ' +
          'named, all others are taken; addresses that left, bounced, complained or were deleted are not.',
        querystring: z.object({
          dry_run: z
            .stringbool()
            .default(true)
            .meta({ description: 'Whether to tell only what would be done', example: 'false' }),
        }),
        consumes: ['text/csv'],
        body: z
          .custom<Buffer>((body) => Buffer.isBuffer(body), 'must be a CSV file')
          .meta({ type: 'string', format: 'binary', description: 'The file, in UTF-8', example: EXAMPLE }),
        response: { 200: importSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
      },
      handler: async ({ body, query: { dry_run: isDry }, id: requestId }, { sub }) =>
        parts.db.transaction(async (tx) => {
          const done = await importFile(tx, parts, { csv: body, isDry })
          if (!isDry && done.taken > 0) {
            const after = { taken: done.taken }
            const actor = { kind: 'member', sub } as const
            await audit(tx, { action: 'newsletter.imported', actor, target: sub, before: null, after, requestId })
          }
          return { dry_run: isDry, ...done }
        }),
    })
  })
}

async function importFile(
  tx: Database,
  parts: NewsletterParts,
  { csv, isDry }: { csv: Buffer; isDry: boolean },
): Promise<Import> {
  const nowMs = parts.clock.nowMs()
  const done: Import = { taken: 0, known: 0, suppressed: 0, refused: 0, problems: [] }
  let batch: ImportedSubscriber[] = []
  const take = async () => {
    const { fresh, known, suppressed } = await sorted(tx, parts, batch)
    if (!isDry) await insertImported(tx, fresh, nowMs)
    done.taken += fresh.length
    done.known += known
    done.suppressed += suppressed
    batch = []
  }
  for await (const { number, ...line } of readSubscribers(csv, nowMs)) {
    if ('subscriber' in line) batch.push(line.subscriber)
    else {
      done.refused += 1
      if (done.problems.length < MOST_PROBLEMS) done.problems.push({ line: number, problem: line.problem })
    }
    if (batch.length === BATCH) await take()
  }
  await take()
  return done
}

async function sorted(tx: Database, { hashEmail }: NewsletterParts, batch: ImportedSubscriber[]) {
  const hashOf = new Map(batch.map(({ email }) => [email, hashEmail(email)]))
  const statuses = await selectStatuses(tx, [...hashOf.keys()])
  const ended = await selectSuppressed(tx, [...hashOf.values()])
  const fresh: ImportedSubscriber[] = []
  const counts = { known: 0, suppressed: 0 }
  for (const subscriber of batch) {
    const { email } = subscriber
    const status = statuses.get(email) ?? 'pending'
    if (ended.has(hashOf.get(email)?.toString('hex') ?? '')) counts.suppressed += 1
    else if (status === 'pending') fresh.push(subscriber)
    else if (status === 'active') counts.known += 1
    else counts.suppressed += 1
  }
  return { fresh, ...counts }
}
