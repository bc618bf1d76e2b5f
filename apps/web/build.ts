// Builds the web app ahead of its first start, for where it may not write then.
import { runTask } from '@better-and-bliss/process'
import { ensureBuilt } from './server/build.ts'

await runTask({ name: 'build of the web app' }, async () => {
  await ensureBuilt(import.meta.dirname, console.log)
  return 0
})
