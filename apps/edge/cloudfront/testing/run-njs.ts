import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs a script in the njs of this machine, in a process of its own, with modules beside those of the engine.
 *
 * @returns what it wrote with its global `tell(text)`. @throws Error with what njs said, where it ends badly.
 */
export function runNjs(script: string, modules: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'njs-'))
  try {
    for (const [name, code] of Object.entries(modules)) writeFileSync(join(folder, name), code)
    const file = join(folder, 'main.js')
    const told = join(folder, 'told')
    writeFileSync(file, `${script}\n${tellInto(told)}`)
    execFileSync('njs', ['-p', folder, file], { encoding: 'utf8' })
    return readFileSync(told, 'utf8')
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    throw new Error(`njs failed: ${stdout || String(error)}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Its console cuts what is long. */
function tellInto(path: string): string {
  return `function tell(text) { require('fs').writeFileSync(${JSON.stringify(path)}, String(text)) }`
}
