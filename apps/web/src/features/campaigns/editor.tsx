import { type Campaign, deleteCampaign, testCampaign } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Panel } from '../../ui/panel.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { AudienceFields } from './audience-fields.tsx'
import { BlockFields } from './block-fields.tsx'
import styles from './campaigns.module.css'
import { OverwriteDialog } from './overwrite-dialog.tsx'
import { Preview } from './preview.tsx'
import { SendPanel } from './send-panel.tsx'
import { useCampaignDraft } from './use-campaign-draft.ts'

/** Where a campaign is written, looked at, tested and sent. */
export function Editor({ campaign, onDeleted }: { campaign: Campaign; onDeleted: () => void }) {
  const { id } = campaign
  const { draft, change, theirs, save, saveOver, take, putOff } = useCampaignDraft(campaign)
  const toasts = useToasts()
  const say = (error: unknown) => toasts.say(wordsOf(error, 'That did not work. Try again.'))
  const isSaved = () => toasts.say('The draft is saved.')
  const saving = useMutation({ mutationFn: save, onSuccess: isSaved, onError: say })
  const insisting = useMutation({ mutationFn: saveOver, onSuccess: isSaved, onError: say })
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
      {theirs && (
        <OverwriteDialog
          theirs={theirs}
          isSaving={insisting.isPending}
          onTakeTheirs={() => void take(theirs)}
          onKeepYours={() => insisting.mutate(theirs)}
          onClose={putOff}
        />
      )}
    </>
  )
}
