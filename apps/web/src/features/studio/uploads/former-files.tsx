import { restoreContentFile, type StudioContent } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { momentWords } from '../../../ui/words.ts'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { nameOfFile } from './file-names.ts'
import styles from './uploads.module.css'

type FormerFile = StudioContent['former_files'][number]

/** What was replaced or removed of an item within a week; each can be brought back. */
export function FormerFiles({ item: { id, former_files: files } }: { item: StudioContent }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.added} aria-label="Replaced or removed">
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
    onSuccess: () => toasts.say(`Brought back: ${name}.`),
    onError: (error) => toasts.say(wordsOf(error, 'It could not be brought back. Try again.')),
    onSettled: () => queries.invalidateQueries({ queryKey: [...LIVE_KEYS.item, id] }),
  })
  return (
    <li>
      <span>
        {name}, until {momentWords(file.replaced_at)}; changed by {file.replaced_by?.name ?? 'unknown'}, kept until{' '}
        {momentWords(file.gone_at)}
      </span>
      <Button
        size="sm"
        variant="default"
        aria-label={`Bring back: ${name}, until ${momentWords(file.replaced_at)}`}
        loading={restoring.isPending}
        onClick={() => restoring.mutate()}
      >
        Bring back
      </Button>
    </li>
  )
}
