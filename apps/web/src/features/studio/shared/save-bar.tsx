import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import styles from './save-bar.module.css'
import type { Editing } from './use-draft.ts'

/** Says whether something waits to be saved, and saves it; so does Ctrl+S. */
export function SaveBar({
  editing: { isChanged, isSaving, save, discard },
}: {
  editing: Pick<Editing<object, object>, 'isChanged' | 'isSaving' | 'save' | 'discard'>
}) {
  useHotkeys([['mod+S', () => isChanged && !isSaving && save()]], [])
  return (
    <div className={styles.saveBar} data-changed={isChanged || undefined}>
      <p role="status">{isChanged ? 'Not saved yet' : 'Everything is saved'}</p>
      <Button variant="default" disabled={!isChanged} onClick={discard}>
        Discard
      </Button>
      <Button disabled={!isChanged} loading={isSaving} onClick={save}>
        Save
      </Button>
    </div>
  )
}
