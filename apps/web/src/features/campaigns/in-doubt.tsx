import { sendCampaignAgain } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { reportQuery } from './queries.ts'

/** Mails of which nobody knows whether they arrived: a person decides. */
export function InDoubt({ id, count }: { id: string; count: number }) {
  const [isAsking, setIsAsking] = useState(false)
  const queries = useQueryClient()
  const toasts = useToasts()
  const sending = useMutation({
    mutationFn: () => answerOf(sendCampaignAgain({ path: { id } })),
    onSuccess: ({ queued }) => {
      toasts.say(`${countWords(queued, 'mail')} on the way again.`)
      void queries.invalidateQueries({ queryKey: reportQuery(id).queryKey })
    },
    onError: (error) => toasts.say(wordsOf(error, 'That did not work. Try again.')),
    onSettled: () => setIsAsking(false),
  })
  return (
    <div className={styles.doubt}>
      <p className={styles.note}>
        In doubt: a worker was killed while it sent {countWords(count, 'mail')}. They may have arrived, and are not sent
        again by themselves.
      </p>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        Send them again
      </Button>
      {isAsking && (
        <Dialog
          title={`Send ${countWords(count, 'mail')} again?`}
          onClose={() => setIsAsking(false)}
          actions={
            <>
              <Button variant="default" onClick={() => setIsAsking(false)}>
                Leave it
              </Button>
              <Button loading={sending.isPending} onClick={() => sending.mutate()}>
                Yes, send again
              </Button>
            </>
          }
        >
          <p>Who got it the first time may get it twice. Who left the newsletter since gets nothing.</p>
        </Dialog>
      )}
    </div>
  )
}
