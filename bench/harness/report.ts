import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, release, totalmem } from 'node:os'
import { loadGenerator } from './load.ts'

const PAGE = new URL('../../docs/performance.md', import.meta.url)

/** When, on what, and how to have it again. */
export function machineFacts(command: string): string {
  const [cpu] = cpus()
  const machine = [
    `${availableParallelism()} cores of ${cpu?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Linux ${release()}`,
    `Node ${process.versions.node}`,
    `load from ${loadGenerator()}`,
  ]
  return `\`${command}\`, ${new Date().toISOString().slice(0, 10)}: ${machine.join(', ')}.`
}

/** Looks before anything is measured. @throws where docs/performance.md has no place for one of them. */
export async function assertPlaces(names: string[]): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  for (const name of names) placeOf(page, name)
}

/** Replaces what stands between `<!-- bench NAME -->` and `<!-- end -->` in docs/performance.md. */
export async function writeSection(name: string, section: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const { from, to } = placeOf(page, name)
  await writeFile(PAGE, `${page.slice(0, from)}\n${section}\n${page.slice(to)}`)
}

function placeOf(page: string, name: string): { from: number; to: number } {
  const start = `<!-- bench ${name} -->`
  const from = page.indexOf(start) + start.length
  const to = page.indexOf('<!-- end -->', from)
  if (from < start.length || to < 0) throw new Error(`docs/performance.md has no place for ${name}`)
  return { from, to }
}
