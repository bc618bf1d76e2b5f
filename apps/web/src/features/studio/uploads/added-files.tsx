import { deleteContentFile, type StudioContent } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { nameOfFile } from './file-names.ts'
import styles from './uploads.module.css'

type AddedFile = StudioContent['files'][number]

/** What an item has beside its media; each can be removed. */
export function AddedFiles({ item: { id, files } }: { item: StudioContent }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.added} aria-label="Beside the media">
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
    onSuccess: () => toasts.say(`Removed: ${name}.`),
    onError: (error) => toasts.say(wordsOf(error, 'It could not be removed. Try again.')),
    onSettled: () => queries.invalidateQueries({ queryKey: [...LIVE_KEYS.item, id] }),
  })
  return (
    <li>
      <span>{name}</span>
      <Confirmed
        action="Remove"
        label={`Remove: ${name}`}
        title={`Remove ${name}?`}
        confirm="Yes, remove it"
        isPending={removing.isPending}
        onConfirm={() => removing.mutateAsync()}
      >
        {purpose === 'chapters'
          ? 'The item has no chapters then, those of its media neither.'
          : 'Members notice when the item has been converted again.'}{' '}
        For a week it can be brought back.
      </Confirmed>
    </li>
  )
}
