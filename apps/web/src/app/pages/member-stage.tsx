import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { useLocation, useRouter } from '@tanstack/react-router'
import { sourceOf } from '../../features/analytics/source.ts'
import { useViews } from '../../features/analytics/use-views.ts'
import type { Source } from '../../features/analytics/view-reporter.ts'
import type { ItemPosition } from '../../features/streaming/positions/positions.ts'
import { useItemPosition } from '../../features/streaming/positions/use-item-position.ts'
import { Opening } from '../../features/streaming/poster.tsx'
import { Stage } from '../../features/streaming/stage.tsx'
import { usePlayer } from '../../features/streaming/use-player.ts'

interface MemberStageProps {
  item: ContentDetail
  member: User
}

/** Where an item plays for a member, once it is known where they stopped on whatever device. */
export function MemberStage({ item, member }: MemberStageProps) {
  const position = useItemPosition(member.id, item.id)
  const source = useSource(position)
  return position ? <Stage item={item} position={position} source={source} /> : <Opening item={item} />
}

/**
 * Where an item guides a session of the member: a player of its own, which begins by itself and ends with the session. What
 * the app played ends before, for the plan may allow no second stream.
 */
export function GuideStage({ item, member, isResumed }: MemberStageProps & { isResumed: boolean }) {
  const position = useItemPosition(member.id, item.id)
  const follow = useViews(member, item, useSource(position))
  const Player = usePlayer(true)
  if (!position || !Player) return <Opening item={item} />
  return (
    <Player
      {...{ item, position, follow }}
      startAtSeconds={isResumed ? (position.resumeAtSeconds ?? 0) : 0}
      takesPageKeys={false}
      following={null}
      onClose={null}
    />
  )
}

/** What led to this page. */
function useSource(position: ItemPosition | undefined): Source {
  const { cameFrom } = useRouter().options.context
  const { search, state } = useLocation()
  const { referrer } = document
  const isResumed = position !== undefined && position.resumeAtSeconds !== null
  return sourceOf({ search, left: cameFrom(), shelf: state.shelf, referrer, isResumed })
}
