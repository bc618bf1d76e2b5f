import { type CSSProperties, useState } from 'react'
import styles from './picture.module.css'

interface PictureProps {
  src: string | null
  /** What the colours of a picture that is missing are made from. */
  seed: string
  eager?: boolean
}

/** A picture beside the words that say what it is; a quiet ring in colours of its own where there is none. */
export function Picture({ src, seed, eager = false }: PictureProps) {
  const [failed, setFailed] = useState<string | null>(null)
  if (!src || src === failed) return <span className={styles.missing} style={coloursOf(seed)} />
  return (
    <img
      className={styles.picture}
      src={src}
      alt=""
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : 'auto'}
      decoding="async"
      onError={() => setFailed(src)}
    />
  )
}

function coloursOf(seed: string): CSSProperties {
  let turn = 7
  for (const character of seed) turn = (turn * 31 + character.charCodeAt(0)) % 360
  return { '--turn': `${turn}deg` } as CSSProperties
}
