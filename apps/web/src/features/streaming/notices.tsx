import type { PlayerControls } from './controls/player-controls.ts'
import { Fading } from './controls/sleep/fading.tsx'
import { EndScreen } from './end/end-screen.tsx'
import { Further } from './positions/further.tsx'
import type { useKeptPosition } from './positions/use-kept-position.ts'
import { Slow, Stopped } from './stopped.tsx'

interface NoticesProps {
  controls: PlayerControls
  kept: ReturnType<typeof useKeptPosition>
  isSlow: boolean
}

/** What lies on a player when there is something to say. */
export function Notices({ controls, kept: { furtherSeconds, goThere, stayHere }, isSlow }: NoticesProps) {
  const { playback, sleep } = controls
  const { failure } = playback
  if (failure) return <Stopped failure={failure} onRetry={() => playback.retry()} />
  return (
    <>
      {isSlow && <Slow />}
      {furtherSeconds !== null && <Further {...{ furtherSeconds, goThere, stayHere }} />}
      {sleep.isFading && <Fading onAwake={() => sleep.choose(null)} />}
      <EndScreen {...controls} />
    </>
  )
}
