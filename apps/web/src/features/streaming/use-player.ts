import { type ComponentType, useEffect, useState } from 'react'
import type { PlayerProps } from './player.tsx'

type PlayerType = ComponentType<PlayerProps>

const WARM_UP_MS = 300

/**
 * The player, fetched while nobody waits for it, or at once when it is wanted. Not by React's `lazy`: that would keep its
 * fallback on the screen for 300 ms even if everything is there already.
 */
export function usePlayer(isWanted: boolean): PlayerType | null {
  const { player, failure } = useLoadedPlayer(isWanted)
  if (failure) throw failure
  return player
}

/** The same where the page that shows it says what went wrong. */
export function useLoadedPlayer(isWanted: boolean): { player: PlayerType | null; failure: Error | null } {
  const [player, setPlayer] = useState<{ Player: PlayerType } | null>(null)
  const [failure, setFailure] = useState<Error | null>(null)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        loadPlayer().then(setPlayer, (error: unknown) => {
          if (isWanted) setFailure(new Error('The player could not be loaded', { cause: error }))
        })
      },
      isWanted ? 0 : WARM_UP_MS,
    )
    return () => clearTimeout(timer)
  }, [isWanted])
  return { player: player?.Player ?? null, failure }
}

async function loadPlayer(): Promise<{ Player: PlayerType }> {
  const { Player, loadEngine } = await import('./player.tsx')
  await loadEngine(document.createElement('video')).catch(() => {})
  return { Player }
}
