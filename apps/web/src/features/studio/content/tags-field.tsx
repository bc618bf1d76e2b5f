import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import styles from './editor.module.css'
import { t } from './messages.ts'
import { tagsOf } from './tags.ts'

interface TagsFieldProps {
  tags: readonly string[]
  /** Tags that other items have. */
  known: readonly string[]
  error: string | undefined
  onTags: (tags: string[]) => void
}

/** Tags: typed, ended by a comma or Enter, and taken away one by one. */
export function TagsField({ tags, known, error, onTags }: TagsFieldProps) {
  const [typed, setTyped] = useState('')
  const list = useId()
  const take = (text: string) => {
    const added = tagsOf(text).filter((tag) => !tags.includes(tag))
    if (added.length > 0) onTags([...tags, ...added])
    setTyped('')
  }
  return (
    <div>
      <TextInput
        label={t('tags')}
        description={t('tagsHint')}
        list={list}
        value={typed}
        error={error}
        onChange={({ currentTarget: { value } }) => (value.includes(',') ? take(value) : setTyped(value))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          take(typed)
        }}
        onBlur={() => take(typed)}
      />
      <datalist id={list}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label={t('tagsOfItem')}>
          {tags.map((tag) => (
            <li key={tag}>
              {tag}
              <button
                type="button"
                aria-label={t('removeTag', { tag })}
                onClick={() => onTags(tags.filter((other) => other !== tag))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
