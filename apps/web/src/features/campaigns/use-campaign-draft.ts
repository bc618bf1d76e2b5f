import { type Campaign, type CampaignDraft, saveCampaign } from '@better-and-bliss/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, answerOf } from '../../api/answer.ts'
import { campaignQuery, keepCampaign } from './queries.ts'

/** What is written of a campaign, on top of what was stored when it was read. */
export function useCampaignDraft(campaign: Campaign) {
  const { id } = campaign
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(campaign))
  const [base, setBase] = useState(campaign)
  const [theirs, setTheirs] = useState<Campaign | null>(null)
  const keep = async (stored: Campaign) => {
    setBase(stored)
    setTheirs(null)
    await keepCampaign(queries, stored)
  }
  const saveOn = async ({ updated_at }: Campaign) =>
    keep(await answerOf(saveCampaign({ path: { id }, body: { ...draft, updated_at } })))
  return {
    draft,
    change: (part: Partial<CampaignDraft>) => setDraft((before) => ({ ...before, ...part })),
    /** What somebody else has stored meanwhile; null when nobody has. */
    theirs,
    /** @throws ApiError what saving failed with. */
    save: async () => {
      try {
        await saveOn(base)
      } catch (error) {
        if (error instanceof ApiError && error.code === 'edit_conflict')
          setTheirs(await queries.fetchQuery({ ...campaignQuery(id), staleTime: 0 }))
        throw error
      }
    },
    saveOver: saveOn,
    take: async (stored: Campaign) => {
      setDraft(draftOf(stored))
      await keep(stored)
    },
    putOff: () => setTheirs(null),
  }
}

function draftOf({ subject, preview, blocks, audience, counts_clicks }: Campaign): CampaignDraft {
  return { subject, preview, blocks, audience, counts_clicks }
}
