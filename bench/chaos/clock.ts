import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The clock of one process, which goes on from elsewhere when it is set. */
export interface ProcessClock {
  /** Sets it so much off the machine's. */
  set(offsetMs: number): void
  isOff(): boolean
  /** What Node is to be started with, so that the process reads it. */
  nodeArgs: string[]
}

const PRELOADED = new URL('./set-clock.ts', import.meta.url)

/** @param folder where the process reads how much it is off */
export function processClock(folder: string, name: string): ProcessClock {
  const file = join(folder, `clock-${name}`)
  let isOff = false
  const set = (offsetMs: number) => {
    isOff = offsetMs !== 0
    writeFileSync(file, String(offsetMs))
  }
  set(0)
  const preloaded = new URL(PRELOADED)
  preloaded.searchParams.set('file', file)
  return { set, isOff: () => isOff, nodeArgs: ['--import', preloaded.href] }
}
