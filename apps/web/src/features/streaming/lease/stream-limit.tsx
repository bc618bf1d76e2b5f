import type { RunningStreams } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { t } from '../messages.ts'
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
      <p className={styles.words}>{t('planPlaysOn', { count: max_streams })}</p>
      <ul className={styles.streams}>
        {streams.map((stream) => (
          <RunningStream
            key={stream.id}
            stream={stream}
            action={t('stopThere')}
            onAction={() => onTakeOver(stream.id)}
          />
        ))}
      </ul>
      {/* They may have ended while the API was asked. */}
      {streams.length === 0 && <Button onClick={() => onTakeOver()}>{t('watchHere')}</Button>}
    </section>
  )
}
