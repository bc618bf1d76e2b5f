import type { ContentDetail } from '@better-and-bliss/sdk'
import { type ComponentType, useEffect, useState } from 'react'
import { PlayIcon, RestartIcon } from '../../ui/icons.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Ring } from '../../ui/ring.tsx'
import { clockWords, type Positions } from './positions.ts'
import styles from './stage.module.css'
import { useStartKeys } from './use-page-keys.ts'

interface StageProps {
  item: ContentDetail
  positions: Positions
  /** Plays without being asked, from there on; by default it waits for the member. */
  start?: 'beginning' | 'resume'
  /** Whether the player's keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys?: boolean
}

type PlayerType = ComponentType<
  Pick<StageProps, 'item' | 'positions'> & { startAtSeconds: number; takesPageKeys: boolean }
>

/** Where an item plays: its poster with a way in, then the player. */
export function Stage({ item, positions, start, takesPageKeys = false }: StageProps) {
  const [startAtSeconds, setStartAtSeconds] = useState(() => secondsOf(start, positions.of(item.id)?.seconds))
  const Player = usePlayer(startAtSeconds !== null)
  if (startAtSeconds === null) return <Poster {...{ item, positions, takesPageKeys }} onStart={setStartAtSeconds} />
  if (!Player) return <Opening item={item} />
  return <Player {...{ item, positions, startAtSeconds, takesPageKeys }} />
}

function secondsOf(start: StageProps['start'], keptSeconds = 0): number | null {
  return start === 'resume' ? keptSeconds : start === 'beginning' ? 0 : null
}

const WARM_UP_MS = 300

/**
 * The player, fetched while nobody waits for it, or at once when it is wanted. Not by React's `lazy`: that would keep its
 * fallback on the screen for 300 ms even if everything is there already.
 */
function usePlayer(isWanted: boolean): PlayerType | null {
  const [player, setPlayer] = useState<{ Player: PlayerType } | null>(null)
  const [failure, setFailure] = useState<Error | null>(null)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        loadPlayer().then(setPlayer, (error: unknown) => {
          if (isWanted) setFailure(new Error('The player could not be loaded', { cause: error }))
        })
      },
      isWanted ? 0 : WARM_UP_MS,
    )
    return () => clearTimeout(timer)
  }, [isWanted])
  if (failure) throw failure
  return player?.Player ?? null
}

async function loadPlayer(): Promise<{ Player: PlayerType }> {
  const { Player, loadEngine } = await import('./player.tsx')
  await loadEngine(document.createElement('video')).catch(() => {})
  return { Player }
}

interface PosterProps extends Pick<StageProps, 'item' | 'positions'> {
  takesPageKeys: boolean
  onStart: (seconds: number) => void
}

function Poster({ item, positions, takesPageKeys, onStart }: PosterProps) {
  const kept = positions.of(item.id)
  useStartKeys(() => onStart(kept?.seconds ?? 0), takesPageKeys)
  return (
    <div className={styles.stage}>
      <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      <div className={styles.veil}>
        <button type="button" className={styles.play} onClick={() => onStart(kept?.seconds ?? 0)}>
          <span className={styles.disc}>
            <PlayIcon size={34} />
          </span>
          <span className={styles.label}>{kept ? `Resume at ${clockWords(kept.seconds)}` : 'Play'}</span>
        </button>
        {kept && (
          <button type="button" className={styles.again} onClick={() => onStart(0)}>
            <RestartIcon size={18} /> From the beginning
          </button>
        )}
      </div>
    </div>
  )
}

function Opening({ item }: { item: ContentDetail }) {
  return (
    <div className={styles.stage}>
      <Picture src={item.poster_url ?? item.thumbnail_url} seed={item.id} eager />
      <div className={styles.veil} role="status">
        <Ring size="4.5rem" breathing />
        <span className="visually-hidden">Loading the player</span>
      </div>
    </div>
  )
}
