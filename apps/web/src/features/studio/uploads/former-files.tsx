import { restoreContentFile, type StudioContent } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { momentWords } from '../../../ui/words.ts'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { nameOfFile } from './file-names.ts'
import { t } from './messages.ts'
import styles from './uploads.module.css'

type FormerFile = StudioContent['former_files'][number]

/** What was replaced or removed of an item within a week; each can be brought back. */
export function FormerFiles({ item: { id, former_files: files } }: { item: StudioContent }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.added} aria-label={t('replaced')}>
      {files.map((file) => (
        <Former key={file.id} id={id} file={file} />
      ))}
    </ul>
  )
}

function Former({ id, file }: { id: string; file: FormerFile }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const name = nameOfFile(file)
  const restoring = useMutation({
    mutationFn: () => answerOf(restoreContentFile({ path: { id, file: file.id } })),
    onSuccess: () => toasts.say(t('broughtBack', { name })),
    onError: (error) => toasts.say(wordsOf(error, t('notBroughtBack'))),
    onSettled: () => queries.invalidateQueries({ queryKey: [...LIVE_KEYS.item, id] }),
  })
  return (
    <li>
      <span>
        {t('formerFile', {
          name,
          replaced: momentWords(file.replaced_at),
          who: file.replaced_by?.name ?? t('unknown'),
          gone: momentWords(file.gone_at),
        })}
      </span>
      <Button
        size="sm"
        variant="default"
        aria-label={t('bringBackFile', { name, replaced: momentWords(file.replaced_at) })}
        loading={restoring.isPending}
        onClick={() => restoring.mutate()}
      >
        {t('bringBack')}
      </Button>
    </li>
  )
}
