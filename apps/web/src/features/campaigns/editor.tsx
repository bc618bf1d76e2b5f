import { type Campaign, type CampaignDraft, deleteCampaign, saveCampaign, testCampaign } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { BlockFields } from './block-fields.tsx'
import styles from './campaigns.module.css'
import { Preview } from './preview.tsx'
import { keepCampaign } from './queries.ts'
import { SendPanel } from './send-panel.tsx'

/** Where a campaign is written, looked at, tested and sent. */
export function Editor({ campaign, onDeleted }: { campaign: Campaign; onDeleted: () => void }) {
  const { id, subject, preview, blocks, audience, counts_clicks } = campaign
  const [draft, setDraft] = useState<CampaignDraft>({ subject, preview, blocks, audience, counts_clicks })
  const change = (part: Partial<CampaignDraft>) => setDraft((before) => ({ ...before, ...part }))
  const queries = useQueryClient()
  const toasts = useToasts()
  const say = (error: unknown) => toasts.say(wordsOf(error, 'That did not work. Try again.'))
  const save = async () => {
    await keepCampaign(queries, await answerOf(saveCampaign({ path: { id }, body: draft })))
  }
  const saving = useMutation({ mutationFn: save, onSuccess: () => toasts.say('The draft is saved.'), onError: say })
  const testing = useMutation({
    mutationFn: async () => {
      await save()
      return answerOf(testCampaign({ path: { id } }))
    },
    onSuccess: ({ message }) => toasts.say(message),
    onError: say,
  })
  const deleting = useMutation({
    mutationFn: () => answerOf(deleteCampaign({ path: { id } })),
    onSuccess: onDeleted,
    onError: say,
  })
  return (
    <>
      <Panel title="What it says">
        <div className={styles.fields}>
          <TextInput
            label="Subject"
            value={draft.subject}
            onChange={(event) => change({ subject: event.currentTarget.value })}
          />
          <TextInput
            label="Preview"
            description="What lists of mails show beside the subject."
            value={draft.preview ?? ''}
            onChange={(event) => change({ preview: event.currentTarget.value })}
          />
          <BlockFields blocks={draft.blocks} onChange={(changed) => change({ blocks: changed })} />
          <div className={styles.actions}>
            <Button loading={saving.isPending} onClick={() => saving.mutate()}>
              Save
            </Button>
            <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
              Mail it to me
            </Button>
            <Button variant="default" loading={deleting.isPending} onClick={() => deleting.mutate()}>
              Delete the draft
            </Button>
          </div>
        </div>
      </Panel>
      <Preview draft={draft} />
      <Panel title="Who gets it">
        <div className={styles.fields}>
          <AudienceFields audience={draft.audience} onChange={(audience) => change({ audience })} />
          <Switch
            label="Count clicks"
            words="Links lead over us then. Clicks are counted by link, never by person; who opens a mail is not tracked."
            isOn={draft.counts_clicks ?? false}
            onSwitch={(counts_clicks) => change({ counts_clicks })}
          />
        </div>
      </Panel>
      <SendPanel id={id} audience={draft.audience} onBefore={save} />
    </>
  )
}
