import type { Play, PlayedDownload } from '../../features/streaming/now-playing/now-playing.ts'
import { useNowPlaying } from '../../features/streaming/now-playing/use-now-playing.ts'
import { useItemPosition } from '../../features/streaming/positions/use-item-position.ts'
import { Opening } from '../../features/streaming/poster.tsx'
import { useLoadedPlayer } from '../../features/streaming/use-player.ts'

interface DownloadPlayerProps {
  play: Play
  download: PlayedDownload
  isDocked: boolean
}

/** One play in the app's player of what this browser keeps: nothing comes after it, and no view is counted. */
export function DownloadPlayer({ play: { item, from }, download, isDocked }: DownloadPlayerProps) {
  const { close } = useNowPlaying()
  const position = useItemPosition(download.memberId, item.id, download.position)
  const { player: Player } = useLoadedPlayer(true)
  if (!position || !Player) return <Opening item={item} />
  return (
    <Player
      {...{ item, position }}
      source={download.source}
      follow={download.follow}
      following={null}
      startAtSeconds={from === 'resume' ? (position.resumeAtSeconds ?? 0) : 0}
      takesPageKeys
      onClose={isDocked ? close : null}
    />
  )
}
