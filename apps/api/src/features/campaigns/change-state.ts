import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { USUAL_LIFE_MS } from '../../mail/mails.ts'
import { renewHeldMails } from '../../mail/queries.ts'
import { noCampaign, notInState } from './answers.ts'
import type { CampaignParts } from './parts.ts'
import { type CampaignState, deleteLinks, lockCampaign, setState } from './queries.ts'
import { campaignParams, campaignSchema } from './schemas.ts'
import { toCampaign } from './to-campaign.ts'

interface Change {
  verb: string
  operationId: string
  summary: string
  description: string
  from: CampaignState
  to: CampaignState
  /** To whoever asks for it in any other state. */
  refusal: string
}

const CHANGES: Change[] = [
  {
    verb: 'take-back',
    operationId: 'takeBackCampaign',
    summary: 'Take a campaign back',
    description: 'One that has not begun is a draft again.',
    from: 'scheduled',
    to: 'draft',
    refusal: 'Only a campaign that has not begun can be taken back. Pause it instead.',
  },
  {
    verb: 'pause',
    operationId: 'pauseCampaign',
    summary: 'Pause a campaign',
    description: 'Within seconds no more of its mails leave.',
    from: 'sending',
    to: 'paused',
    refusal: 'Only a campaign that is being sent can be paused.',
  },
  {
    verb: 'resume',
    operationId: 'resumeCampaign',
    summary: 'Go on with a campaign',
    description: 'It goes on after the last mail that left.',
    from: 'paused',
    to: 'sending',
    refusal: 'Only a campaign that was paused can go on.',
  },
]

/** An endpoint for each way from one state of a campaign to another. */
export function changeState(app: App, parts: CampaignParts): void {
  for (const change of CHANGES) changeBy(app, parts, change)
}

function changeBy(app: App, { guard, db, clock }: CampaignParts, { verb, from, to, refusal, ...named }: Change): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: `/api/studio/campaigns/:id/${verb}`,
    schema: {
      ...named,
      tags: ['studio'],
      description: `${named.description} Told again, it changes nothing.`,
      params: campaignParams,
      response: { 200: campaignSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
    },
    handler: async ({ params: { id } }) =>
      db.transaction(async (tx) => {
        const row = await lockCampaign(tx, id)
        if (!row) throw noCampaign()
        if (row.state === to) return toCampaign(row)
        if (row.state !== from) throw notInState(refusal)
        // Those of the next start are others.
        if (to === 'draft') await deleteLinks(tx, id)
        if (from === 'paused') await renewHeldMails(tx, id, clock.nowMs() + USUAL_LIFE_MS)
        return toCampaign(await setState(tx, id, to))
      }),
  })
}
