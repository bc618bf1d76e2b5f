import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { PROGRESS_KEY } from '../progress/queries.ts'
import { sendSessions } from './send.ts'
import { keepUnsent, type Unsent } from './unsent.ts'
import { waitingKey } from './unsent-key.ts'

/** Keeps what there is to tell in the browser first, so that nothing is lost, and tells it at once where that works. */
export function useTelling(memberId: string | null) {
  const storage = useStorage()
  const queries = useQueryClient()
  const [isTold, setIsTold] = useState(false)
  async function send(id: string): Promise<void> {
    const knowsAll = await sendSessions(storage, id)
    setIsTold(knowsAll)
    await queries.invalidateQueries({ queryKey: waitingKey(id) })
    if (knowsAll) await queries.invalidateQueries({ queryKey: PROGRESS_KEY })
  }
  return {
    isTold,
    tell: (entry: Unsent) => {
      if (memberId === null) return
      keepUnsent(storage, memberId, entry)
      void send(memberId)
    },
  }
}
