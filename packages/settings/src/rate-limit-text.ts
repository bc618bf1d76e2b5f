import { z } from 'zod'

/** So many requests in so many seconds. */
export interface RateLimit {
  points: number
  durationSeconds: number
}

const SECONDS = { s: 1, min: 60, h: 3600 } as const

/** The specification's spelling of a limit: `5/15min`, `100/1min`, `10/h`. */
export const rateLimitText = z.string().transform((text, context): RateLimit => {
  const match = /^([1-9]\d{0,5})\/([1-9]\d{0,3})?(s|min|h)$/.exec(text.trim())
  if (!match) {
    context.addIssue('must look like 5/15min')
    return z.NEVER
  }
  const unit = match[3] as keyof typeof SECONDS
  return { points: Number(match[1]), durationSeconds: Number(match[2] ?? 1) * SECONDS[unit] }
})
