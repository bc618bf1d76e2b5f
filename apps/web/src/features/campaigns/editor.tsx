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
import { t } from './messages.ts'
import { OverwriteDialog } from './overwrite-dialog.tsx'
import { Preview } from './preview.tsx'
import { SendPanel } from './send-panel.tsx'
import { useCampaignDraft } from './use-campaign-draft.ts'

/** Where a campaign is written, looked at, tested and sent. */
export function Editor({ campaign, onDeleted }: { campaign: Campaign; onDeleted: () => void }) {
  const { id } = campaign
  const { draft, change, theirs, save, saveOver, take, putOff } = useCampaignDraft(campaign)
  const toasts = useToasts()
  const say = (error: unknown) => toasts.say(wordsOf(error, t('wentWrong')))
  const isSaved = () => toasts.say(t('draftSaved'))
  const saving = useMutation({ mutationFn: save, onSuccess: isSaved, onError: say })
  const insisting = useMutation({ mutationFn: saveOver, onSuccess: isSaved, onError: say })
  const testing = useMutation({
    mutationFn: async () => {
      await save()
      return answerOf(testCampaign({ path: { id } }))
    },
    onSuccess: () => toasts.say(t('testSent')),
    onError: say,
  })
  const deleting = useMutation({
    mutationFn: () => answerOf(deleteCampaign({ path: { id } })),
    onSuccess: onDeleted,
    onError: say,
  })
  return (
    <>
      <Panel title={t('whatItSays')}>
        <div className={styles.fields}>
          <TextInput
            label={t('subject')}
            value={draft.subject}
            onChange={(event) => change({ subject: event.currentTarget.value })}
          />
          <TextInput
            label={t('preview')}
            description={t('previewHint')}
            value={draft.preview ?? ''}
            onChange={(event) => change({ preview: event.currentTarget.value })}
          />
          <BlockFields blocks={draft.blocks} onChange={(changed) => change({ blocks: changed })} />
          <div className={styles.actions}>
            <Button loading={saving.isPending} onClick={() => saving.mutate()}>
              {t('save')}
            </Button>
            <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
              {t('mailMe')}
            </Button>
            <Button variant="default" loading={deleting.isPending} onClick={() => deleting.mutate()}>
              {t('deleteDraft')}
            </Button>
          </div>
        </div>
      </Panel>
      <Preview draft={draft} />
      <Panel title={t('whoGets')}>
        <div className={styles.fields}>
          <AudienceFields audience={draft.audience} onChange={(audience) => change({ audience })} />
          <Switch
            label={t('countClicks')}
            words={t('countClicksHint')}
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
