import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { breathing, wav } from '@better-and-bliss/breath/synthesis'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser, noBrowserBecause, setMicrophonePermission } from './browser.ts'
import { anonymous } from './client.ts'
import { signIn } from './pages.ts'

const { apiUrl, webUrl } = inject('system')
/** What each of them breathes. */
const SOUND = { seconds: 60, pattern: 'fast', seed: 11, leadInSeconds: 2, snrDb: 30 } as const
const UNKNOWN = 'The light wakes once three listen with a microphone.'

describe.skipIf(noBrowserBecause())('the light of a circle', () => {
  let folder: string
  let browser: Browser
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-circle-'))
    const file = join(folder, 'breath.wav')
    await writeFile(file, wav(breathing(SOUND).samples, 16_000))
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}`,
    ])
  })
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  test('wakes once three are heard, and the own breath is in the summary of each alone', async () => {
    await using stack = new AsyncDisposableStack()
    const [host, ...guests] = await Promise.all(['Ada', 'Bea', 'Cleo'].map((name) => member(stack, name)))
    if (!host) throw new Error('Nobody is here')
    await host.goto(`${webUrl}/circle`)
    await host.getByRole('button', { name: 'Open a circle' }).click()
    await host.getByRole('heading', { name: 'The circle gathers' }).waitFor()
    for (const guest of guests) await guest.goto(host.url())
    const pages = [host, ...guests]
    for (const page of pages) await listens(page)
    await host.getByText('3 people are here').waitFor()
    await host.getByRole('button', { name: 'Begin' }).click()
    await host.getByText(UNKNOWN).waitFor()
    for (const page of pages) {
      await page.getByText('Your breath is listened to.').waitFor()
      await page.getByText(/^The circle (is finding its breath|comes together|breathes as one)\.$/).waitFor({
        timeout: 40_000,
      })
    }
    await guests[1]?.getByRole('button', { name: 'Leave' }).click()
    await guests[1]?.getByRole('heading', { name: 'Thank you' }).waitFor()
    await host.getByText(UNKNOWN).waitFor()
    await host.getByRole('button', { name: 'End' }).click()
    await host.getByRole('button', { name: 'End for everybody' }).click()
    for (const page of pages) {
      const summary = page.getByRole('region', { name: 'Summary' })
      await summary.waitFor()
      expect(await summary.textContent()).toMatch(/breath/)
    }
  })

  async function member(stack: AsyncDisposableStack, name: string): Promise<Page> {
    const account = { email: `light.${randomUUID()}@example.com`, password: 'SecurePass123!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...account, full_name: name })).ok).toBe(true)
    const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' })
    stack.defer(() => context.close())
    const page = await context.newPage()
    await signIn(page, webUrl, account)
    await setMicrophonePermission(page, 'granted')
    return page
  }
})

/** By way of the question what may be kept, and of the look at the microphone. */
async function listens(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use my microphone' }).click()
  await page.getByLabel('Yes, keep them').check()
  await page.getByRole('button', { name: 'Use my microphone' }).click()
  await page.getByRole('button', { name: 'Ready' }).click()
  await page.getByText('Your breath is listened to').waitFor()
}
