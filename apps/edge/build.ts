import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTask } from '@better-and-bliss/process'
import { ARTEFACTS } from './build/artefacts.ts'
import { buildArtefact } from './build/build-artefact.ts'

const OUT = fileURLToPath(new URL('dist', import.meta.url))

await runTask({ name: 'build of the edge' }, async ({ machine }) => {
  let failed = false
  for (const artefact of ARTEFACTS) {
    const built = await buildArtefact(artefact, { machine, folder: join(OUT, artefact.name) })
    console.log(built.line)
    failed ||= built.problem
  }
  return failed ? 1 : 0
})
