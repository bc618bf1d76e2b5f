import { useLayoutEffect, useRef } from 'react'
import { useNowPlaying } from './use-now-playing.ts'

/** Where a page shows the player. */
export function PlayerSlot() {
  const { stand } = useNowPlaying()
  const slot = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (slot.current ? stand(slot.current) : undefined), [stand])
  return <div ref={slot} />
}
