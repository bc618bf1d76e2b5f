import { CatchBoundary } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'

interface OptionalProps {
  children: ReactNode
  /** What stands there where the part did not come. */
  otherwise?: ReactNode
}

/** A part that is loaded by itself: no page waits for it, and none is lost where it does not come. */
export function Optional({ children, otherwise = null }: OptionalProps) {
  return (
    <CatchBoundary getResetKey={() => 'optional'} errorComponent={() => otherwise}>
      <Suspense>{children}</Suspense>
    </CatchBoundary>
  )
}
