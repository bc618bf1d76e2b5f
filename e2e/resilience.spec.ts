import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inDatabase } from './database.ts'
import { makeFilm } from './media.ts'
import { processesOf } from './processes.ts'
import { type Standalone, startStandalone } from './standalone.ts'

describe.skipIf(process.platform !== 'linux')('what was acknowledged survives', () => {
  const film = join(tmpdir(), `better-and-bliss-long-${process.pid}.mp4`)
  let system: Standalone

  beforeAll(async () => {
    await makeFilm(film, { seconds: 40, size: '854x480' })
    system = await startStandalone({ DEMO_CATALOGUE: 'false' })
  })
  afterAll(async () => {
    await system.stop()
    await rm(film, { force: true })
  })

  test('kill -9 of the worker in the middle of a transcode: it is taken up again by the next one, and completes', async () => {
    const adding = system.addContent([film, '--title', 'Long Walk', '--category', 'Nature', '--tier', 'free'])
    await expect.poll(() => attempts(system), { timeout: 30_000, interval: 50 }).toBe(1)
    await kill(system, 'worker.ts')
    await expect.poll(() => attempts(system), { timeout: 60_000, interval: 50 }).toBe(2)
    expect((await adding).output).toContain('Ready')
  }, 120_000)

  test('kill -9 of everything is repaired by the next start', async () => {
    const before = await titles(system)
    expect(before).toContain('Long Walk')
    await system.kill()
    await system.startAgain()
    expect(await titles(system)).toEqual(before)
  }, 60_000)

  test('SIGTERM ends everything', async () => {
    const terminated = system.terminate()
    await expect.poll(() => processesOf(system.dataDir), { timeout: 30_000, interval: 50 }).toEqual([])
    await terminated
  })
})

async function titles({ apiUrl }: Standalone): Promise<string[]> {
  const page = await (await fetch(`${apiUrl}/content/browse`)).json()
  return page.content.map(({ title }: { title: string }) => title)
}

/** How often a worker has begun the newest transcode. */
async function attempts(system: Standalone): Promise<number> {
  const sql = `select retry_count + 1 as attempts from pgboss.job where name = 'transcode' and state in ('active', 'completed')
    order by created_on desc limit 1`
  const [job] = await inDatabase<{ attempts: number }>(system, sql)
  return job?.attempts ?? 0
}

async function kill({ dataDir }: Standalone, entry: string): Promise<void> {
  for (const { pid, command } of await processesOf(dataDir)) if (command.includes(entry)) process.kill(pid, 'SIGKILL')
}
