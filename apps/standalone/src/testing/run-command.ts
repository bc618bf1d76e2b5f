import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './temporary-folder.ts'

/** Runs a command of this workspace in an empty folder, with these variables alone. @param file beside `main.ts`. */
export async function runCommand(
  file: string,
  env: Record<string, string>,
  args: string[],
): Promise<{ code: number; output: string }> {
  await using folder = await temporaryFolder()
  const script = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const child = spawn(process.execPath, [script, ...args], { cwd: folder.path, env: { DATA_DIR: folder.path, ...env } })
  const [output, problems, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code, output: output + problems }
}
