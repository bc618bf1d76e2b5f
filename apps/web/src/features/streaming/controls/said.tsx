import { useEffect, useState } from 'react'
import styles from './said.module.css'

const SHOWN_MS = 1200

/** What a key came to, in words. */
export interface Said {
  words: string
  isShown: boolean
  /** Shows it for a moment, and reads it out. */
  say: (words: string) => void
  /** Reads it out. */
  speak: (words: string) => void
}

const NOTHING = { words: '', isShown: false }

export function useSaid(): Said {
  const [said, setSaid] = useState(NOTHING)
  useEffect(() => {
    if (!said.words) return
    const timer = setTimeout(() => setSaid(NOTHING), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  return {
    ...said,
    say: (words) => setSaid({ words, isShown: true }),
    speak: (words) => setSaid({ words, isShown: false }),
  }
}

export function SaidWords({ said: { words, isShown } }: { said: Said }) {
  return (
    <p slot="top-chrome" className={styles.said} role="status" {...{ noautohide: '' }}>
      {words && <span className={isShown ? undefined : 'visually-hidden'}>{words}</span>}
    </p>
  )
}
