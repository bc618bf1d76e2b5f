import { deleteContentFile, type StudioContent } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { nameOfFile } from './file-names.ts'
import { t } from './messages.ts'
import styles from './uploads.module.css'

type AddedFile = StudioContent['files'][number]

/** What an item has beside its media; each can be removed. */
export function AddedFiles({ item: { id, files } }: { item: StudioContent }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.added} aria-label={t('besideMedia')}>
      {files.map((file) => (
        <Added key={`${file.purpose} ${file.language}`} id={id} file={file} />
      ))}
    </ul>
  )
}

function Added({ id, file }: { id: string; file: AddedFile }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { purpose, language } = file
  const name = nameOfFile(file)
  const removing = useMutation({
    mutationFn: () =>
      answerOf(deleteContentFile({ path: { id, purpose }, query: language === null ? {} : { language } })),
    onSuccess: () => toasts.say(t('removedFile', { name })),
    onError: (error) => toasts.say(wordsOf(error, t('notRemoved'))),
    onSettled: () => queries.invalidateQueries({ queryKey: [...LIVE_KEYS.item, id] }),
  })
  return (
    <li>
      <span>{name}</span>
      <Confirmed
        action={t('remove')}
        label={t('removeFile', { name })}
        title={t('removeAsk', { name })}
        confirm={t('yesRemove')}
        isPending={removing.isPending}
        onConfirm={() => removing.mutateAsync()}
      >
        {t(purpose === 'chapters' ? 'noChaptersThen' : 'noticedThen')}
      </Confirmed>
    </li>
  )
}
