import { type CampaignDraft, startCampaign } from '@better-and-bliss/sdk'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import { countWords, momentWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
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
    <Panel title="Send it">
      <div className={styles.fields}>
        <TextInput
          label="Begin at"
          description="On your clock; empty: at once."
          type="datetime-local"
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        {starting.error && <p role="alert">{wordsOf(starting.error, 'It could not be sent. Try again.')}</p>}
        <div>
          <Button onClick={() => setIsAsking(true)}>{at === '' ? 'Send now' : 'Schedule'}</Button>
        </div>
      </div>
      {isAsking && (
        <Dialog
          title={at === '' ? 'Send it now?' : `Send it ${momentWords(at)}?`}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button variant="default" onClick={() => setIsAsking(false)}>
                Not yet
              </Button>
              <Button loading={starting.isPending} onClick={() => starting.mutate()}>
                Yes, send it
              </Button>
            </>
          }
        >
          <p>
            {size ? `${countWords(size.subscribers, 'subscriber')} would get it now. ` : ''}
            What has begun is not changed any more.
          </p>
        </Dialog>
      )}
    </Panel>
  )
}
