import { type VerifiedChain, verifyChain } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { countWords } from '../../../ui/words.ts'
import styles from '../shared/page.module.css'

/** Whether the record is as it was written: looked at part by part, from the first act on. */
export function ChainPanel() {
  const [seen, setSeen] = useState<VerifiedChain | null>(null)
  const looking = useMutation({
    mutationFn: async () => {
      let part = await answerOf(verifyChain({}))
      setSeen(part)
      while (part.state === 'partial') {
        const { position, hash, act } = part
        part = await answerOf(verifyChain({ query: { position, hash, act } }))
        setSeen(part)
      }
    },
  })
  return (
    <Panel title="Is the record whole?">
      <div className={styles.fields}>
        <p className={styles.quiet}>
          Each act is chained to the one before it: what was changed, removed or slipped in afterwards shows.
        </p>
        <div role="status">
          {looking.isError ? wordsOf(looking.error, 'That did not work. Try again.') : seen && <Found seen={seen} />}
        </div>
        <div className={styles.actions}>
          <Button variant="default" loading={looking.isPending} onClick={() => looking.mutate()}>
            Look at all of it
          </Button>
        </div>
      </div>
    </Panel>
  )
}

function Found({ seen: { state, position, length, hash, fault } }: { seen: VerifiedChain }) {
  if (state === 'broken') return <p className={styles.bad}>It is not: {fault}</p>
  if (state === 'partial')
    return (
      <p>
        {position.toLocaleString('en')} of {length.toLocaleString('en')} acts are as they were written …
      </p>
    )
  return (
    <>
      <p>It is whole: {countWords(position, 'act')}, each as it was written.</p>
      {position > 0 && (
        <p className={styles.code}>
          Keep this elsewhere, and it shows later if all of it was written anew: {position}:{hash}
        </p>
      )}
    </>
  )
}
