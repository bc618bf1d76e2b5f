import type { ComponentProps } from 'react'
import { useItemPosition } from '../../features/streaming/positions/use-item-position.ts'
import { Opening } from '../../features/streaming/poster.tsx'
import { Stage } from '../../features/streaming/stage.tsx'

type MemberStageProps = Omit<ComponentProps<typeof Stage>, 'position'> & { memberId: string }

/** Where an item plays for a member, once it is known where they stopped on whatever device. */
export function MemberStage({ memberId, ...stage }: MemberStageProps) {
  const position = useItemPosition(memberId, stage.item.id)
  return position ? <Stage {...stage} position={position} /> : <Opening item={stage.item} />
}
