import type { User } from '@better-and-bliss/sdk'
import { useLocation, useRouter } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { sourceOf } from '../../features/analytics/source.ts'
import { useViews } from '../../features/analytics/use-views.ts'
import { useItemPosition } from '../../features/streaming/positions/use-item-position.ts'
import { Opening } from '../../features/streaming/poster.tsx'
import { Stage } from '../../features/streaming/stage.tsx'

type MemberStageProps = Omit<ComponentProps<typeof Stage>, 'position' | 'follow'> & { member: User }

/** Where an item plays for a member, once it is known where they stopped on whatever device. */
export function MemberStage({ member, ...stage }: MemberStageProps) {
  const { item } = stage
  const position = useItemPosition(member.id, item.id)
  const { cameFrom } = useRouter().options.context
  const isResumed = position !== undefined && position.resumeAtSeconds !== null
  const { search, state } = useLocation()
  const { referrer } = document
  const source = sourceOf({ search, left: cameFrom(), shelf: state.shelf, referrer, isResumed })
  const follow = useViews(member, item, source)
  return position ? <Stage {...stage} position={position} follow={follow} /> : <Opening item={item} />
}
