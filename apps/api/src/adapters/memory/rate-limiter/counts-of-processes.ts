import cluster from 'node:cluster'
import { z } from 'zod'
import type { Consumption, RateLimit } from '../../../ports/rate-limiter.ts'
import { windowCounts } from './window-counts.ts'

/** What a process asks the one that started it, and is answered: messages of `node:cluster`. */
const questionSchema = z.object({
  rateLimit: z.object({
    id: z.int(),
    act: z.enum(['consume', 'restore']),
    key: z.string(),
    limit: z.object({ points: z.number(), durationSeconds: z.number() }),
  }),
})
const answerSchema = z.object({
  rateLimited: z.object({
    id: z.int(),
    uses: z.object({ allowed: z.boolean(), used: z.number(), resetSeconds: z.number() }).nullable(),
  }),
})
type Question = z.infer<typeof questionSchema>['rateLimit']

/** The process that started ours answers at once, or is no more. */
const ANSWER_MS = 1_000

/** Counts for the processes that ours starts. */
export function countForProcesses(): void {
  const counts = windowCounts()
  cluster.on('message', (worker, message) => {
    const asked = questionSchema.safeParse(message)
    if (!asked.success) return
    const { id, act, key, limit } = asked.data.rateLimit
    const uses = act === 'consume' ? counts.consume(key, limit) : null
    if (act === 'restore') counts.restore(key, limit)
    worker.send({ rateLimited: { id, uses } } satisfies z.infer<typeof answerSchema>)
  })
}

/** Asks the process that started ours. Rejects where it does not answer. */
export function askStarter() {
  const waiting = new Map<number, (uses: Consumption | null) => void>()
  let asked = 0
  process.on('message', (message) => {
    const answer = answerSchema.safeParse(message)
    if (!answer.success) return
    const { id, uses } = answer.data.rateLimited
    waiting.get(id)?.(uses)
  })

  return async (act: Question['act'], key: string, limit: RateLimit): Promise<Consumption | null> => {
    asked += 1
    const id = asked
    const { promise, resolve, reject } = Promise.withResolvers<Consumption | null>()
    const impatience = setTimeout(() => reject(new Error('The counting process does not answer')), ANSWER_MS)
    waiting.set(id, resolve)
    try {
      process.send?.({ rateLimit: { id, act, key, limit } })
      return await promise
    } finally {
      clearTimeout(impatience)
      waiting.delete(id)
    }
  }
}
