import type { RunningStreams } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { limitWords } from './lease-problems.ts'
import { RunningStream } from './running-stream.tsx'
import styles from './stream-limit.module.css'

interface StreamLimitProps {
  limit: RunningStreams
  /** Plays here, in the place of a stream that ends. */
  onTakeOver: (streamId?: string) => void
}

/** Stands where an item would play while other devices have all places of the member's plan. */
export function StreamLimit({ limit, onTakeOver }: StreamLimitProps) {
  const { max_streams, streams } = limit
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.limit} aria-labelledby="stream-limit">
      <h2 id="stream-limit" ref={heading} tabIndex={-1} className={styles.title}>
        {limitWords(limit)}
      </h2>
      <p className={styles.words}>
        Your plan plays on {max_streams === 1 ? 'one device' : `${max_streams} devices`} at a time.
      </p>
      <ul className={styles.streams}>
        {streams.map((stream) => (
          <RunningStream
            key={stream.id}
            stream={stream}
            action="Stop there and watch here"
            onAction={() => onTakeOver(stream.id)}
          />
        ))}
      </ul>
      {/* They may have ended while the API was asked. */}
      {streams.length === 0 && <Button onClick={() => onTakeOver()}>Watch here</Button>}
    </section>
  )
}
