import { type CampaignDraft, startCampaign } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import { countWords, momentWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { t } from './messages.ts'
import { audienceQuery, keepCampaign } from './queries.ts'

interface SendPanelProps {
  id: string
  audience: CampaignDraft['audience']
  /** Saves what was written. */
  onBefore: () => Promise<void>
}

/** Sends a campaign, now or at a time, after one more question. */
export function SendPanel({ id, audience, onBefore }: SendPanelProps) {
  const [at, setAt] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const size = useQuery(audienceQuery(audience)).data
  const queries = useQueryClient()
  const starting = useMutation({
    mutationFn: async () => {
      await onBefore()
      const starts_at = at === '' ? null : new Date(at).toISOString()
      return answerOf(startCampaign({ path: { id }, body: { starts_at } }))
    },
    onSuccess: (started) => keepCampaign(queries, started),
    onError: () => setIsAsking(false),
  })
  return (
    <Panel title={t('sendIt')}>
      <div className={styles.fields}>
        <TextInput
          label={t('beginAt')}
          description={t('beginAtHint')}
          type="datetime-local"
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        {starting.error && <p role="alert">{wordsOf(starting.error, t('notSent'))}</p>}
        <div>
          <Button onClick={() => setIsAsking(true)}>{at === '' ? t('sendNow') : t('schedule')}</Button>
        </div>
      </div>
      {isAsking && (
        <Dialog
          title={at === '' ? t('sendNowAsk') : t('sendAtAsk', { when: momentWords(at) })}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button variant="default" onClick={() => setIsAsking(false)}>
                {t('notYet')}
              </Button>
              <Button loading={starting.isPending} onClick={() => starting.mutate()}>
                {t('yesSend')}
              </Button>
            </>
          }
        >
          <p>
            {size ? t('wouldGetHint', { subscribers: countWords(size.subscribers, 'subscriber') }) : t('beginHint')}
          </p>
        </Dialog>
      )}
    </Panel>
  )
}
