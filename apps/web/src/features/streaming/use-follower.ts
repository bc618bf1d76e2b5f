import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { FailureCode } from './failures.ts'
import type { PlaybackView } from './playback.ts'

/** Is told of one playback until it ends, beside what its `<video>` tells. */
export interface PlayFollower {
  /** The height of the picture that is shown from now on; 0 for sound alone. */
  shows(height: number): void
  /** What went wrong. */
  failed(code: FailureCode): void
  end(): void
}

export type FollowPlay = (media: HTMLVideoElement) => PlayFollower

/** Lets a playback be followed, by what `follow` opens for its `<video>`. */
export function useFollower(
  video: RefObject<HTMLVideoElement | null>,
  follow: FollowPlay | undefined,
  { height, failure }: PlaybackView,
  hasPicture: boolean,
): void {
  const follower = useRef<PlayFollower>(null)
  const first = useRef(follow)
  useLayoutEffect(() => {
    if (!video.current || !first.current) return
    const opened = first.current(video.current)
    follower.current = opened
    return () => {
      follower.current = null
      opened.end()
    }
  }, [video])
  const shown = hasPicture ? height : 0
  useEffect(() => {
    if (shown !== null) follower.current?.shows(shown)
  }, [shown])
  const code = failure?.code ?? null
  useEffect(() => {
    if (code) follower.current?.failed(code)
  }, [code])
}
