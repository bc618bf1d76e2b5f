import { Button } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { t } from './messages.ts'
import styles from './save-bar.module.css'
import type { Editing } from './use-draft.ts'

/** Says whether something waits to be saved, and saves it; so does Ctrl+S. A field that was refused is gone to. */
export function SaveBar({
  editing: { isChanged, isSaving, errors, save, discard },
}: {
  editing: Pick<Editing<object, object>, 'isChanged' | 'isSaving' | 'errors' | 'save' | 'discard'>
}) {
  const bar = useRef<HTMLDivElement>(null)
  const isRefused = Object.keys(errors).length > 0
  useEffect(() => {
    if (!isRefused) return
    const field = bar.current?.closest('main')?.querySelector<HTMLElement>('[aria-invalid="true"]')
    // The bar would lie over a field at the lower edge.
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }, [isRefused])
  useHotkeys([['mod+S', () => isChanged && !isSaving && save()]], [])
  return (
    <div ref={bar} className={styles.saveBar} data-changed={isChanged || undefined}>
      <p role="status">{isChanged ? t('notSavedYet') : t('allSaved')}</p>
      <Button variant="default" disabled={!isChanged} onClick={discard}>
        {t('discard')}
      </Button>
      <Button disabled={!isChanged} loading={isSaving} onClick={save}>
        {t('save')}
      </Button>
    </div>
  )
}
