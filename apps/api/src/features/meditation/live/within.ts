import { setTimeout as after } from 'node:timers/promises'

/** Resolves when all is done, or when the time for it is over. */
export async function within(milliseconds: number, work: Promise<void>[]): Promise<void> {
  await Promise.race([Promise.all(work), after(milliseconds, undefined, { ref: false })])
}
