import { sendCampaignAgain } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { t } from './messages.ts'
import { reportQuery } from './queries.ts'

/** Mails of which nobody knows whether they arrived: a person decides. */
export function InDoubt({ id, count }: { id: string; count: number }) {
  const [isAsking, setIsAsking] = useState(false)
  const queries = useQueryClient()
  const toasts = useToasts()
  const sending = useMutation({
    mutationFn: () => answerOf(sendCampaignAgain({ path: { id } })),
    onSuccess: ({ queued }) => {
      toasts.say(t('onWayAgain', { mails: countWords(queued, 'mail') }))
      void queries.invalidateQueries({ queryKey: reportQuery(id).queryKey })
    },
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
    onSettled: () => setIsAsking(false),
  })
  return (
    <div className={styles.doubt}>
      <p className={styles.note}>{t('inDoubtHint', { mails: countWords(count, 'mail') })}</p>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {t('sendThemAgain')}
      </Button>
      {isAsking && (
        <Dialog
          title={t('sendAgainAsk', { mails: countWords(count, 'mail') })}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button variant="default" onClick={() => setIsAsking(false)}>
                {t('leaveIt')}
              </Button>
              <Button loading={sending.isPending} onClick={() => sending.mutate()}>
                {t('yesSendAgain')}
              </Button>
            </>
          }
        >
          <p>{t('sendAgainHint')}</p>
        </Dialog>
      )}
    </div>
  )
}
