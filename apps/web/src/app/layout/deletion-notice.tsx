import type { User } from '@better-and-bliss/sdk'
import { lazy, useState } from 'react'
import { Optional } from '../../ui/optional.tsx'

/** For the few whose account will be deleted. */
const DeletionQuestion = lazy(async () => {
  const { DeletionQuestion: component } = await import('./deletion-question.tsx')
  return { default: component }
})

/** Asks a member whose account will be deleted whether to keep it, on every page until they answered. */
export function DeletionNotice({ member }: { member: User | null | undefined }) {
  const [isLeft, setIsLeft] = useState(false)
  const deletionAt = isLeft ? null : member?.deletion_at
  return (
    <div role="status">
      <Optional>{deletionAt && <DeletionQuestion deletionAt={deletionAt} onLeave={() => setIsLeft(true)} />}</Optional>
    </div>
  )
}
