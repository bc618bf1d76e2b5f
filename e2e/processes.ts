import { readdir, readFile } from 'node:fs/promises'

/** Processes that work with a data folder, from /proc: Linux only. */
export async function processesOf(dataDir: string): Promise<{ pid: number; command: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
      const command = (await read('cmdline')).replaceAll('\0', ' ')
      return { pid: Number(pid), command, ours: command.includes(dataDir) || (await read('environ')).includes(dataDir) }
    }),
  )
  return all.flatMap(({ pid, command, ours }) => (ours && command ? [{ pid, command }] : []))
}
