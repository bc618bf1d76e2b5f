import type { ContentDetail } from '@better-and-bliss/sdk'
import { useState } from 'react'
import type { ItemPosition } from './positions/positions.ts'
import { Opening, Poster } from './poster.tsx'
import type { FollowPlay } from './use-follower.ts'
import { usePlayer } from './use-player.ts'

interface StageProps {
  item: ContentDetail
  position: ItemPosition
  /** Plays without being asked, from there on; by default it waits for the member. */
  start?: 'beginning' | 'resume'
  /** What else follows each playback. */
  follow?: FollowPlay | undefined
  /** Whether the player's keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys?: boolean
}

/** Where an item plays: its poster with a way in, then the player. */
export function Stage({ item, position, start, follow, takesPageKeys = false }: StageProps) {
  const [startAtSeconds, setStartAtSeconds] = useState(() => secondsOf(start, position.resumeAtSeconds))
  const Player = usePlayer(startAtSeconds !== null)
  if (startAtSeconds === null) return <Poster {...{ item, position, takesPageKeys }} onStart={setStartAtSeconds} />
  if (!Player) return <Opening item={item} />
  return <Player {...{ item, position, startAtSeconds, follow, takesPageKeys }} />
}

function secondsOf(start: StageProps['start'], resumeAtSeconds: number | null): number | null {
  return start === 'resume' ? (resumeAtSeconds ?? 0) : start === 'beginning' ? 0 : null
}
