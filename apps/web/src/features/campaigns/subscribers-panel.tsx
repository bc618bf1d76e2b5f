import { exportSubscribers, importSubscribers, type SubscriberImport } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { saveAs } from '../../api/save-as.ts'
import { Panel } from '../../ui/panel.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { t } from './messages.ts'

/** Subscribers leave as a file, and come from one: what it would do is told before it is done. */
export function SubscribersPanel() {
  const input = useRef<HTMLInputElement>(null)
  const toasts = useToasts()
  const saving = useMutation({
    mutationFn: async () => saveAs(await answerOf(exportSubscribers({ parseAs: 'blob' })), 'subscribers.csv'),
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
  })
  const looking = useMutation({ mutationFn: (file: File) => send(file, 'true') })
  const taking = useMutation({
    mutationFn: (file: File) => send(file, 'false'),
    onSuccess: ({ taken }) => {
      toasts.say(t('imported', { subscribers: countWords(taken, 'subscriber') }))
      looking.reset()
    },
  })
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? []
    // So that the same file can be chosen again, mended.
    currentTarget.value = ''
    taking.reset()
    if (file) looking.mutate(file)
  }
  const error = looking.error ?? taking.error
  const { variables: file, data: found } = looking
  return (
    <Panel title={t('subscribers')}>
      <div className={styles.fields}>
        <p className={styles.note}>{t('csvHint')}</p>
        <div className={styles.actions}>
          <Button variant="default" loading={looking.isPending} onClick={() => input.current?.click()}>
            {t('importCsv')}
          </Button>
          <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('exportCsv')}
          </Button>
        </div>
        <input ref={input} hidden type="file" accept=".csv,text/csv" aria-label={t('csvFile')} onChange={choose} />
        {error && (
          <p role="alert" className={styles.problem}>
            {wordsOf(error, t('fileUnreadable'))}
          </p>
        )}
        <div role="status">
          {file && found && (
            <Found
              name={file.name}
              found={found}
              isTaking={taking.isPending}
              onTake={() => taking.mutate(file)}
              onLeave={looking.reset}
            />
          )}
        </div>
      </div>
    </Panel>
  )
}

function send(file: File, dry_run: 'true' | 'false') {
  const body = new Blob([file], { type: 'text/csv' })
  return answerOf(importSubscribers({ body, query: { dry_run } }))
}

interface FoundProps {
  name: string
  found: SubscriberImport
  isTaking: boolean
  onTake: () => void
  onLeave: () => void
}

/** What an import would do, before it does. */
function Found({
  name,
  found: { taken, known, suppressed, refused, problems },
  isTaking,
  onTake,
  onLeave,
}: FoundProps) {
  return (
    <div className={styles.found}>
      <p>
        {t.rich('foundIn', {
          name,
          found: [
            countWords(taken, 'new subscriber'),
            ...(known > 0 ? [t('knownAlready', { count: known })] : []),
            ...(suppressed > 0 ? [t('stayOut', { count: suppressed })] : []),
            ...(refused > 0 ? [t('cannotRead', { lines: countWords(refused, 'line') })] : []),
          ].join(', '),
          strong: (words) => <strong>{words}</strong>,
        })}
      </p>
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label={t('unreadableLines')}>
          {problems.map(({ line, problem }) => (
            <li key={line}>{t('lineIs', { line, problem })}</li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        {taken > 0 && (
          <Button loading={isTaking} onClick={onTake}>
            {t('importThem', { subscribers: countWords(taken, 'subscriber') })}
          </Button>
        )}
        <Button variant="default" onClick={onLeave}>
          {taken > 0 ? t('notNow') : t('close')}
        </Button>
      </div>
    </div>
  )
}
