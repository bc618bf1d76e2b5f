import type { User } from '@better-and-bliss/sdk'
import { useViews } from '../../features/analytics/use-views.ts'
import type { Play } from '../../features/streaming/now-playing/now-playing.ts'
import { useNowPlaying } from '../../features/streaming/now-playing/use-now-playing.ts'
import { useItemPosition } from '../../features/streaming/positions/use-item-position.ts'
import { Opening } from '../../features/streaming/poster.tsx'
import { useLoadedPlayer } from '../../features/streaming/use-player.ts'
import { useFollowing } from './use-following.tsx'

interface MemberPlayerProps {
  play: Play
  member: User
  isDocked: boolean
}

/** One play in the app's player, with all that follows it: positions, views, and what comes after. */
export function MemberPlayer({ play: { item, from, source }, member, isDocked }: MemberPlayerProps) {
  const { close } = useNowPlaying()
  const position = useItemPosition(member.id, item.id)
  const follow = useViews(member, item, source)
  const following = useFollowing(item, { isDocked })
  const { player: Player } = useLoadedPlayer(true)
  if (!position || !Player) return <Opening item={item} />
  return (
    <Player
      {...{ item, position, follow, following }}
      startAtSeconds={from === 'resume' ? (position.resumeAtSeconds ?? 0) : 0}
      takesPageKeys
      onClose={isDocked ? close : null}
    />
  )
}
