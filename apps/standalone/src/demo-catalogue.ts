import { z } from 'zod'
import type { Terminal } from './terminal.ts'

const progressSchema = z.object({
  type: z.literal('progress'),
  ready: z.number(),
  total: z.number(),
  title: z.string().optional(),
})

/** Shows how far the demo catalogue is, from the messages of the process that makes it. */
export function demoProgress(terminal: Terminal): (message: unknown) => void {
  return (message) => {
    const progress = progressSchema.safeParse(message).data
    if (!progress) return
    const { ready, total, title } = progress
    const line = `Demo catalogue: ${ready} of ${total} ready`
    if (ready === total) terminal.settle(line)
    else terminal.progress(title ? `${line} (${title})` : line)
  }
}
