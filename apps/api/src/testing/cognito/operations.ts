import type { z } from 'zod'
import type { Pool } from './pool.ts'

/** One call: how its input must look, whether only AWS credentials may make it, and what it does. */
export interface Operation {
  input: z.ZodType
  signed: boolean
  run: (pool: Pool, input: never) => unknown
}

export function open<Input>(input: z.ZodType<Input>, run: (pool: Pool, input: Input) => unknown): Operation {
  return { input, signed: false, run }
}

export function signed<Input>(input: z.ZodType<Input>, run: (pool: Pool, input: Input) => unknown): Operation {
  return { input, signed: true, run }
}
