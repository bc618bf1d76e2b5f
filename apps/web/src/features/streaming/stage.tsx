import type { ContentDetail } from '@better-and-bliss/sdk'
import type { Play } from './now-playing/now-playing.ts'
import { PlayerSlot } from './now-playing/player-slot.tsx'
import { useNowPlaying, useNowPlayingView } from './now-playing/use-now-playing.ts'
import type { ItemPosition } from './positions/positions.ts'
import { Poster } from './poster.tsx'
import { usePlayer } from './use-player.ts'

interface StageProps {
  item: ContentDetail
  position: ItemPosition
  /** What led to the item. */
  source: Play['source']
}

/** Where an item plays: its poster with a way in, then the app's player, for as long as this item is in it. */
export function Stage({ item, position, source }: StageProps) {
  const { start } = useNowPlaying()
  const { play } = useNowPlayingView()
  const isHere = play?.item.id === item.id
  usePlayer(isHere)
  if (isHere) return <PlayerSlot />
  return <Poster item={item} position={position} takesPageKeys onStart={(from) => start({ item, from, source })} />
}
