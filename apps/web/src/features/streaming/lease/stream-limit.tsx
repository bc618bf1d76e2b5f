import type { RunningStream, RunningStreams } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { sinceWords } from './since-words.ts'
import styles from './stream-limit.module.css'

interface StreamLimitProps {
  limit: RunningStreams
  /** Ends a stream, and plays here. */
  onTakeOver: (streamId: string) => void
}

/** Stands where an item would play while other devices have all places of the member's plan. */
export function StreamLimit({ limit: { max_streams, streams }, onTakeOver }: StreamLimitProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const one = max_streams === 1
  return (
    <section className={styles.limit} aria-labelledby="stream-limit">
      <h2 id="stream-limit" ref={heading} tabIndex={-1} className={styles.title}>
        {one ? 'You are already watching on another device' : `You are already watching on ${max_streams} devices`}
      </h2>
      <p className={styles.words}>
        {one ? 'Your plan plays on one device at a time.' : `Your plan plays on ${max_streams} devices at a time.`}
      </p>
      <ul className={styles.streams}>
        {streams.map((stream) => (
          <Running key={stream.id} stream={stream} onTakeOver={() => onTakeOver(stream.id)} />
        ))}
      </ul>
    </section>
  )
}

function Running({ stream, onTakeOver }: { stream: RunningStream; onTakeOver: () => void }) {
  const { device, title, started_at, is_this_sign_in } = stream
  const where = is_this_sign_in ? 'Another page of this browser' : device
  const since = sinceWords(started_at, Date.now())
  return (
    <li className={styles.stream}>
      <div>
        <strong>{where}</strong>
        <p className={styles.words}>
          {title} · {since}
        </p>
      </div>
      <Button onClick={onTakeOver} aria-label={`Stop there and watch here: ${title}, ${where}, ${since}`}>
        Stop there and watch here
      </Button>
    </li>
  )
}
