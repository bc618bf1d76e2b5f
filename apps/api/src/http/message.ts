import { z } from 'zod'

/** The answer of what only says that it was done. */
export const messageSchema = z.object({ success: z.literal(true), message: z.string() }).meta({ id: 'Message' })
