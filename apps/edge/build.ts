import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runTask } from '@better-and-bliss/process'
import { ARTEFACTS } from './build/artefacts.ts'
import { buildArtefact } from './build/build-artefact.ts'

const OUT = fileURLToPath(new URL('dist', import.meta.url))

const { positionals: names } = parseArgs({ allowPositionals: true })

await runTask({ name: 'build of the edge' }, async ({ machine }) => {
  const known = ARTEFACTS.map(({ name }) => name)
  if (!names.every((name) => known.includes(name))) {
    console.error(`npm run edge:build -- [${known.join('] [')}]`)
    return 1
  }
  let failed = false
  for (const artefact of ARTEFACTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const built = await buildArtefact(artefact, { machine, folder: join(OUT, artefact.name) })
    console.log(built.line)
    failed ||= built.problem
  }
  return failed ? 1 : 0
})
