import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { paging } from '../../../http/paging.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { MAIL_KINDS } from '../../../mail/mails.ts'
import { countMails, type ListedMail, MAIL_STATES, selectMails } from '../../../mail/queries.ts'
import { countedFields, countedOf, mostCounted } from '../counted.ts'
import type { StudioRouteParts } from '../parts.ts'

const mailSchema = z
  .object({
    id: z.guid().describe('The id of the mail'),
    kind: z.enum(MAIL_KINDS).meta({ description: 'What it is about', example: 'reset_password' }),
    state: z.enum(MAIL_STATES).describe('`dead`: it was given up'),
    attempts: z.int().describe('How often somebody tried to send it'),
    recipient: z.string().nullable().meta({
      description: 'As much of the address of a dead mail as may be shown; null otherwise',
      example: 'a***@e***.com',
    }),
    last_error: z.string().nullable().meta({
      description: 'Why it was not sent, in words; null for one that was, or was not tried yet',
      example: 'The SMTP server mail.example.org refused the mail: 550 No such user here',
    }),
    created_at: z.iso.datetime(),
    next_try_at: z.iso.datetime().nullable().describe('When somebody tries next; null for one that has ended'),
    ended_at: z.iso.datetime().nullable().describe('When it was sent or given up'),
  })
  .meta({ id: 'SentMail', description: 'A mail: how it fares, not what it says' })

const pageSchema = z
  .object({
    mails: z.array(mailSchema).describe('Newest first'),
    ...countedFields('Mails'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'SentMailPage', description: 'One page of the mails' })

export function listMails(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_system', {
    method: 'GET',
    url: '/api/studio/mails',
    schema: {
      operationId: 'listMails',
      tags: ['studio'],
      summary: 'List mails',
      description:
        'Newest first, with what keeps them from being sent. What a mail says is never shown. Those that were sent or given ' +
        'up are listed for MAILS_KEEP_DAYS.',
      querystring: z.object({
        state: z.enum(MAIL_STATES).optional().meta({ description: 'Only those in this state', example: 'dead' }),
        ...paging,
      }),
      response: { 200: pageSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query: { state, limit, offset } }) => {
      const most = mostCounted({ offset, isNarrowed: state !== undefined })
      const [rows, found] = await Promise.all([selectMails(db, { state, limit, offset }), countMails(db, state, most)])
      return { mails: rows.map(toMail), ...countedOf(found, most), limit, offset }
    },
  })
}

function toMail(row: ListedMail): z.infer<typeof mailSchema> {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    next_try_at: row.next_try_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
  }
}
