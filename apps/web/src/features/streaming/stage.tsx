import type { ContentDetail } from '@better-and-bliss/sdk'
import { useState } from 'react'
import type { Positions } from './positions.ts'
import { Opening, Poster } from './poster.tsx'
import { usePlayer } from './use-player.ts'

interface StageProps {
  item: ContentDetail
  positions: Positions
  /** Plays without being asked, from there on; by default it waits for the member. */
  start?: 'beginning' | 'resume'
  /** Whether the player's keys work wherever the focus is: where nothing else on the page has keys of its own. */
  takesPageKeys?: boolean
}

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
