import type { User } from '@better-and-bliss/sdk'
import { useEffect } from 'react'
import { useStorage } from '../../api/local-storage.ts'
import { DOWNLOADS_KEY } from './kept/download.ts'

/**
 * Holds what this browser keeps against what the API says, whenever it says who is signed in: at the beginning, when that or
 * their plan changes, and when the network is back. Costs nothing where nothing is kept.
 */
export function useDownloadsUpkeep(member: User | null | undefined): void {
  const storage = useStorage()
  const memberId = member === undefined ? undefined : (member?.id ?? null)
  const plan = member && `${member.subscription_tier} ${member.role}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: another plan may keep less
  useEffect(() => {
    if (memberId === undefined) return
    const attempt = async () => {
      if (storage.getItem(DOWNLOADS_KEY) === null) return
      const { keepDownloadsUp } = await import('./browser-downloads.ts')
      await keepDownloadsUp(memberId)
    }
    const quietly = () => void attempt().catch(() => {})
    quietly()
    window.addEventListener('online', quietly)
    return () => window.removeEventListener('online', quietly)
  }, [memberId, plan, storage])
}
