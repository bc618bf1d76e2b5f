import { type RefObject, useEffect, useEffectEvent } from 'react'
import { t } from '../messages.ts'
import { readDoubleTaps } from './double-taps.ts'
import { SEEK_SECONDS } from './keys/keys.ts'
import type { PlayerActions } from './player-actions.ts'
import type { Said } from './said.tsx'

/** On a touch screen two taps at a side of the picture jump, as keys do elsewhere. */
export function useDoubleTaps(controller: RefObject<HTMLElement | null>, actions: PlayerActions, said: Said): void {
  const jump = useEffectEvent((way: -1 | 1) => {
    actions.seekBy(way * SEEK_SECONDS)
    said.say(t(way > 0 ? 'secondsForward' : 'secondsBack', { seconds: SEEK_SECONDS }))
  })
  useEffect(() => {
    const element = controller.current
    if (!element) return
    const read = readDoubleTaps()
    const tap = (event: PointerEvent) => {
      const isOnPicture = event.target === element || event.target instanceof HTMLVideoElement
      if (event.pointerType !== 'touch' || !isOnPicture) return
      const { left, width } = element.getBoundingClientRect()
      const way = read({ x: event.clientX - left, width, atMs: event.timeStamp })
      if (way !== 0) jump(way)
    }
    element.addEventListener('pointerup', tap)
    return () => element.removeEventListener('pointerup', tap)
  }, [controller])
}
