import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { attemptWithBackOff } from '../../../api/back-off.ts'
import { useStorage } from '../../../api/local-storage.ts'
import { PROGRESS_KEY } from '../progress/queries.ts'
import { unsentKey, waitingKey } from './unsent-key.ts'

/** Tells the API of sessions that were done without it, once it can be reached. */
export function useUnsent(memberId: string | undefined): void {
  const storage = useStorage()
  const queries = useQueryClient()
  useEffect(() => {
    if (!memberId) return
    const attempt = async () => {
      if (storage.getItem(unsentKey(memberId)) === null) return
      const { sendSessions } = await import('./send.ts')
      const knowsAll = await sendSessions(storage, memberId)
      await queries.invalidateQueries({ queryKey: waitingKey(memberId) })
      if (knowsAll) await queries.invalidateQueries({ queryKey: PROGRESS_KEY })
    }
    const quietly = () => void attempt().catch(() => {})
    quietly()
    return attemptWithBackOff(quietly)
  }, [memberId, storage, queries])
}
