import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { alreadyStarted, noCampaign } from './answers.ts'
import { letterOfDraft } from './content/letter.ts'
import { countedLinks } from './content/links.ts'
import { languageOfWriter } from './language-of-writer.ts'
import type { CampaignParts } from './parts.ts'
import { freezeCampaign, lockCampaign } from './queries.ts'
import { campaignParams, campaignSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

const LATEST_MS = 366 * 86_400_000

const body = z
  .object({
    starts_at: z.iso
      .datetime({ offset: true })
      .nullable()
      .default(null)
      .meta({ description: 'When its first mail leaves; null: now', example: '2026-12-24T08:00:00Z' }),
  })
  .meta({ id: 'StartCampaign', description: 'When a campaign begins' })

export function start(app: App, parts: CampaignParts): void {
  const { guard, db, clock, frontendUrl, backendUrl } = parts
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/:id/start',
    schema: {
      operationId: 'startCampaign',
      tags: ['studio'],
      summary: 'Send a campaign',
      description:
        'Now, or at a time. What it says is kept as it is now: what becomes of its items later changes nothing. Who gets it ' +
        'is decided for each subscriber when their turn comes.',
      params: campaignParams,
      body,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const { id } = request.params
      return db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state !== 'draft') throw alreadyStarted()
        const { subject, preview, blocks, counts_clicks: countsClicks } = toCampaign(row)
        if (blocks.length === 0) throw saysNothing()
        const letter = await letterOfDraft(
          tx,
          { subject, preview, blocks },
          { frontendUrl, language: languageOfWriter(member, request) },
        )
        const sent = countsClicks ? await countedLinks(tx, { campaignId: id, letter, backendUrl }) : letter
        const startsAtMs = momentOf(request.body.starts_at, clock.nowMs())
        return toCampaign(await freezeCampaign(tx, id, { letter: sent, startsAtMs }))
      })
    },
  })
}

function momentOf(text: string | null, nowMs: number): number {
  const atMs = text === null ? nowMs : Date.parse(text)
  if (atMs - nowMs <= LATEST_MS) return Math.max(atMs, nowMs)
  const msg = 'must be within a year'
  throw new AppError('invalid_request', `The time ${msg}.`, { fields: [{ loc: ['body', 'starts_at'], msg }] })
}

function saysNothing(): AppError {
  return new AppError('invalid_request', 'The campaign says nothing yet. Write something first.')
}
