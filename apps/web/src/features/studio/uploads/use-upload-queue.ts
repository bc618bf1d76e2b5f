import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { sendByTus } from './tus.ts'
import { createUploadQueue, isUnderWay, type OutgoingFile, type UploadQueue } from './upload-queue.ts'

/** Files go on while the member is at other pages of this tab; so a tab has one queue, from the first file on. */
const queues = new WeakMap<QueryClient, UploadQueue>()

export function useUploadQueue(): UploadQueue {
  const queries = useQueryClient()
  const known = queues.get(queries)
  if (known) return known
  const queue = createUploadQueue({ send: sendByTus, nowMs: Date.now })
  askBeforeLeaving(queue)
  queues.set(queries, queue)
  return queue
}

/** What this page sends, as it is now. */
export function useOutgoing(): readonly OutgoingFile[] {
  const { subscribe, current } = useUploadQueue()
  return useSyncExternalStore(subscribe, current)
}

/** A tab that is closed takes its files with it. */
function askBeforeLeaving(queue: UploadQueue): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  queue.subscribe(() => {
    if (queue.current().some(isUnderWay)) window.addEventListener('beforeunload', ask)
    else window.removeEventListener('beforeunload', ask)
  })
}
