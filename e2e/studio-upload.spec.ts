import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { type CuttableLine, cuttableLine } from './cuttable-line.ts'
import { inDatabase } from './database.ts'
import { makeFilm } from './media.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { processesOf } from './processes.ts'
import { type Standalone, startStandalone } from './standalone.ts'

const FILE = 'quiet-forest.mp4'

describe.skipIf(noBrowserBecause() || process.platform !== 'linux')('an upload', () => {
  let folder: string
  let line: CuttableLine
  let system: Standalone
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-upload-'))
    line = await cuttableLine(() => Number(new URL(system.apiUrl).port), { bytesPerSecond: 3e6 })
    const making = makeFilm(join(folder, FILE), { seconds: 30, size: '1280x720' })
    system = await startStandalone({
      ...{ DEMO_CATALOGUE: 'false', ENABLE_LOUDNESS_NORMALISATION: 'false' },
      BACKEND_URL: `http://localhost:${line.port}`,
    })
    await making
  })
  afterAll(async () => {
    await system.stop()
    await line[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  test('goes on over two cuts, a reload and kill -9 of the API, and ends as a published item that plays', async ({
    page,
  }) => {
    page.on('dialog', (dialog) => void dialog.accept())
    await signIn(page, system.webUrl, system.accounts.admin)
    await page.goto(`${system.webUrl}/studio/content`)
    await page.getByRole('link', { name: 'Upload', exact: true }).first().click()
    await page.getByRole('switch', { name: /^Publish each/ }).check()
    const nothing = { name: 'nothing.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(0) }
    await choose(page, 'Choose files', nothing)
    await page.getByText('nothing.mp4 is empty: nothing was uploaded.').waitFor()
    await page.getByText(/^You use 0 B/).waitFor()
    await choose(page, 'Choose files')
    const row = page.getByRole('listitem').filter({ hasText: FILE })
    await sent(page, 0.1)
    await page.getByText(/^You use 0 B/).waitFor({ state: 'detached' })

    line.cut()
    await row.getByText('It goes on by itself').waitFor()
    line.mend()
    await sent(page, 0.3)
    await row.getByRole('button', { name: `Pause: ${FILE}` }).click()
    await row.getByText(/^Paused at/).waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await row.getByRole('button', { name: `Go on: ${FILE}` }).click()
    await sent(page, 0.4)

    line.cut()
    await row.getByText('It goes on by itself').waitFor()
    line.mend()
    await page.reload()
    await row.getByText(/^Interrupted at \d+ %. Choose the file again/).waitFor()
    await choose(page, 'Choose files')
    await sent(page, 0.6)

    for (const { pid, command } of await processesOf(system.dataDir)) {
      if (command.includes('api/src/main.ts')) process.kill(pid, 'SIGKILL')
    }
    await row.getByText('It goes on by itself').waitFor()

    await row.getByRole('link', { name: 'Play now' }).click({ timeout: 90_000 })
    await page.getByRole('heading', { level: 1, name: 'Quiet forest' }).waitFor()
    await page.getByRole('button', { name: 'Play', exact: true }).first().click()
    await plays(page)
    const [item] = await inDatabase<{ id: string; status: string }>(system, 'select id, status from content')
    expect(item?.status).toBe('published')
    expect(await digestInStore(system, item?.id ?? '')).toBe(digestOf(await readFile(join(folder, FILE))))
  }, 240_000)

  async function choose(page: Page, button: string, file: string | FilePayload = join(folder, FILE)): Promise<void> {
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: button }).click()
    await (await choosing).setFiles(file)
  }
})

type FilePayload = { name: string; mimeType: string; buffer: Buffer }

/** Waits until so much of the file has gone. */
async function sent(page: Page, fraction: number): Promise<void> {
  const isSent = ([name, wanted]: [string, number]) => {
    const bar = document.querySelector<HTMLProgressElement>(`progress[aria-label="Upload of ${name}"]`)
    return bar !== null && bar.value > wanted
  }
  await page.waitForFunction(isSent, [FILE, fraction] as [string, number], { timeout: 30_000 })
}

async function digestInStore({ dataDir }: Standalone, contentId: string): Promise<string> {
  const [upload] = await inDatabase<{ object_key: string }>(
    { dataDir },
    'select object_key from uploads where content_id = $1',
    [contentId],
  )
  return digestOf(await readFile(join(dataDir, 'media', upload?.object_key ?? '')))
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
