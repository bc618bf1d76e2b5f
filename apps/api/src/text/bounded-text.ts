import { z } from 'zod'

/**
 * Text of at most `maxLength` UTF-16 units without NUL, which PostgreSQL takes in no text. What is longer is refused at once: no pattern, transform or refinement that
 * follows looks at it, so that none of them can be made to take long. Every string that enters begins with this, an
 * enumeration or a format of fixed length.
 */
export function boundedText(maxLength: number, shownLength = maxLength): z.ZodString {
  return z
    .string({ error: ({ input }) => (input === undefined ? 'is required' : undefined) })
    .max(maxLength, { abort: true, error: `must have at most ${shownLength} characters` })
    .refine((text) => !text.includes('\0'), { abort: true, error: 'must not contain NUL' })
}
