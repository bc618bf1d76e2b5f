import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './page.module.css'

interface SearchFormProps {
  /** What is searched. */
  label: string
  words: string
  maxLength: number
  onWords: (words: string) => void
}

/** Searches when it is sent, so that an address stands for each search that was meant. */
export function SearchForm({ label, words, maxLength, onWords }: SearchFormProps) {
  const [typed, setTyped] = useState(words)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onWords(typed.trim())
  }
  return (
    <form onSubmit={send} className={styles.search}>
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={maxLength}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </form>
  )
}
