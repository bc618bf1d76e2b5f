import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RichText } from '../../../ui/rich-text.tsx'
import styles from './editor.module.css'
import { t } from './messages.ts'
import { renderedQuery } from './queries.ts'

const PAUSE_MS = 300

/** A description as members will see it, while it is written. */
export function DescriptionPreview({ description }: { description: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className={styles.more} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{t('asMembersSee')}</summary>
      {isOpen && <Rendered description={description} />}
    </details>
  )
}

function Rendered({ description }: { description: string }) {
  const [settled] = useDebouncedValue(description, PAUSE_MS)
  const rendered = useQuery(renderedQuery(settled))
  if (rendered.error) return <p role="alert">{t('notShown')}</p>
  if (!rendered.data) return <p role="status">{t('oneMoment')}</p>
  return rendered.data.html === '' ? <p>{t('nothingWritten')}</p> : <RichText html={rendered.data.html} />
}
