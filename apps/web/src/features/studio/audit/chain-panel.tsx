import { type VerifiedChain, verifyChain } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { countWords } from '../../../ui/words.ts'
import styles from '../shared/page.module.css'
import { t } from './messages.ts'

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
    <Panel title={t('isWhole')}>
      <div className={styles.fields}>
        <p className={styles.quiet}>{t('chainHint')}</p>
        <div role="status">
          {looking.isError ? wordsOf(looking.error, t('wentWrong')) : seen && <Found seen={seen} />}
        </div>
        <div className={styles.actions}>
          <Button variant="default" loading={looking.isPending} onClick={() => looking.mutate()}>
            {t('lookAtAll')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}

function Found({ seen: { state, position, length, hash, fault } }: { seen: VerifiedChain }) {
  if (state === 'broken') return <p className={styles.bad}>{t('itIsNot', { fault: fault ?? '' })}</p>
  if (state === 'partial') return <p>{t('soFar', { position, length })}</p>
  return (
    <>
      <p>{t('wholeOf', { acts: countWords(position, 'act') })}</p>
      {position > 0 && <p className={styles.code}>{t('keepThis', { position: String(position), hash })}</p>}
    </>
  )
}
