import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { ConfigError, type Machine, readEdgeSettings } from '@better-and-bliss/settings'
import { ZipFile } from 'yazl'
import type { Artefact, BuiltIn } from './artefacts.ts'
import { bundleForLambda, bundleForNjs } from './bundle.ts'

const APP = fileURLToPath(new URL('..', import.meta.url))

/** What became of an artefact, in a line for people; `problem`: nothing that may be used. */
export interface Built {
  line: string
  problem: boolean
}

/**
 * Makes an artefact into a folder of its own, readable by its owner only where it is secret. One whose settings are not set is left out: that is no
 * problem. One that is too large is removed.
 */
export async function buildArtefact(
  artefact: Artefact,
  { machine, folder }: { machine: Machine; folder: string },
): Promise<Built> {
  const { name, limitBytes } = artefact
  await rm(folder, { recursive: true, force: true })
  let builtIn: BuiltIn | undefined
  try {
    builtIn = artefact.settings?.(readEdgeSettings(machine))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { line: `${name}: left out. ${error.message}`, problem: false }
  }
  const isSecret = builtIn?.isSecret ?? false
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await write(artefact, folder, builtIn)
  const { size } = await stat(file)
  const line = `${name}: ${file}, ${size} bytes of ${limitBytes}${isSecret ? ', SECRET: keys are built in' : ', no secrets'}`
  if (size <= limitBytes) return { line, problem: false }
  await rm(folder, { recursive: true })
  return { line: `${line}: TOO LARGE, removed`, problem: true }
}

async function write({ entry, engine }: Artefact, folder: string, builtIn: BuiltIn | undefined): Promise<string> {
  const source = { entry: join(APP, entry), ...(builtIn && { constants: { EDGE_SETTINGS: builtIn.values } }) }
  const mode = builtIn?.isSecret ? 0o600 : 0o644
  if (engine !== 'lambda') {
    const file = join(folder, 'function.js')
    await writeFile(file, await bundleForNjs(source, engine), { mode })
    return file
  }
  const code = await bundleForLambda(source)
  const file = join(folder, 'function.zip')
  const zip = new ZipFile()
  // The same source makes the same zip.
  zip.addBuffer(Buffer.from(code), 'index.js', { mtime: new Date(0), mode: 0o100644 })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file, { mode }))
  return file
}
