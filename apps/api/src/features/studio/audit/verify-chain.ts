import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { auditHead, NOTHING_LOOKED_AT, type VerifiedPart, verifyAuditPart } from '../../../members/audit-chain.ts'
import type { StudioRouteParts } from '../parts.ts'

/** Some milliseconds of the database's time. */
const SIZE = 2_000
const HASH = /^([0-9a-f]{64})?$/

const chainSchema = z
  .object({
    state: z.enum(['partial', 'whole', 'broken']).meta({
      description: '`partial`: whole until `position`; ask again with `position`, `hash` and `act`',
      example: 'whole',
    }),
    position: z.int().meta({ description: 'The place that was looked at last', example: 1204 }),
    hash: z.string().meta({
      description: 'Its hash: noted elsewhere, it shows later if somebody wrote the record anew',
      example: 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184',
    }),
    act: z.int().meta({ description: 'The number of the act that was looked at last', example: 1207 }),
    length: z.int().meta({ description: 'How many places there are', example: 1204 }),
    fault: z.string().nullable().meta({
      description: 'The first thing that is not as it was written, in words; null while all is',
      example: null,
    }),
  })
  .meta({ id: 'VerifiedChain', description: 'Whether the record of acts is as it was written' })

export function verifyChain(app: App, { guard, db }: StudioRouteParts): void {
  permissionRoute(app, guard, 'view_audit', {
    method: 'GET',
    url: '/api/studio/audit/chain',
    schema: {
      operationId: 'verifyChain',
      tags: ['studio'],
      summary: 'Look whether the record of acts is as it was written',
      description: `Each act is chained to the one before it. Looks at ${SIZE} of them at a time, from where an earlier answer ended.`,
      querystring: z.object({
        position: z.coerce
          .number()
          .int()
          .min(0)
          .max(Number.MAX_SAFE_INTEGER)
          .default(NOTHING_LOOKED_AT.position)
          .meta({ description: 'The place that an earlier answer ended at', example: 0 }),
        hash: z.string().max(64).regex(HASH, 'must be 64 hexadecimal digits').default(NOTHING_LOOKED_AT.hash).meta({
          description: 'The hash that it named',
          example: '',
        }),
        act: z.coerce
          .number()
          .int()
          .min(0)
          .max(Number.MAX_SAFE_INTEGER)
          .default(NOTHING_LOOKED_AT.act)
          .meta({ description: 'The act that it named', example: 0 }),
      }),
      response: { 200: chainSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query }) => {
      const [part, head] = await Promise.all([verifyAuditPart(db, query, { size: SIZE, noted: null }), auditHead(db)])
      return { ...untilOf(part, query), length: head.position, state: part.state, fault: faultOf(part) }
    },
  })
}

function untilOf<Until>(part: VerifiedPart, asked: Until) {
  return part.state === 'broken' ? asked : part.until
}

function faultOf(part: VerifiedPart): string | null {
  return part.state === 'broken' ? part.fault : null
}
