import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FRAME_HEADER_BYTES, readFrame } from '@better-and-bliss/breath/protocol'
import { breathing, wav } from '@better-and-bliss/breath/synthesis'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { violations } from './axe.ts'
import { launchBrowser, noBrowserBecause, setMicrophonePermission } from './browser.ts'
import { fits } from './fits.ts'
import { signIn } from './pages.ts'

const { webUrl, accounts } = inject('system')
const content = inject('content')

/** Quick breathing whose every phase is known. It begins when the page has had time to begin. */
const SOUND = { seconds: 38, pattern: 'fast', seed: 11, leadInSeconds: 9, snrDb: 30 } as const
const RECORD_BYTES = 16
const RECORDS_PER_SECOND = 100

describe.skipIf(noBrowserBecause())('a member who meditates', () => {
  let folder: string
  let truth: number
  let browser: Browser
  let member: Awaited<ReturnType<BrowserContext['storageState']>>
  let context: BrowserContext
  let page: Page
  let complaints: string[]
  let sockets: Uint8Array[][]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-breath-'))
    const file = join(folder, 'breath.wav')
    const { samples, phases } = breathing(SOUND)
    truth = phases.filter(({ phase }) => phase === 'exhale').length
    await writeFile(file, wav(samples, 16_000))
    browser = await launchBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${file}%noloop`,
    ])
    const context = await browser.newContext()
    await signIn(await context.newPage(), webUrl, accounts.basic)
    member = await context.storageState()
    await context.close()
  })
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  beforeEach(() => {
    complaints = []
    sockets = []
  })
  afterEach(async () => {
    await context.close()
    expect(complaints).toEqual([])
  })

  async function open(
    permission: Parameters<typeof setMicrophonePermission>[1],
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<void> {
    context = await browser.newContext({ storageState: member, viewport: { width: 1280, height: 900 }, ...options })
    page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('websocket', (socket) => {
      const sent: Uint8Array[] = []
      sockets.push(sent)
      socket.on('framesent', ({ payload }) => typeof payload !== 'string' && sent.push(payload))
    })
    await page.goto(`${webUrl}/meditate`)
    await setMicrophonePermission(page, permission)
    await page.getByRole('heading', { name: 'Meditate' }).waitFor()
  }

  const breaths = async () => Number(await page.locator('[data-figure="breaths"]').textContent())
  const begin = () => page.getByRole('button', { name: 'Begin' }).click()

  test('is followed breath by breath, through a network that drops; only measurements leave; the summary says the same', async () => {
    await open('prompt')
    await begin()
    await page.getByText('Please choose one').waitFor()
    await page.getByLabel('Yes, keep them').check()
    await begin()
    await page.getByRole('button', { name: 'Allow the microphone' }).click()
    await page.getByLabel('Tune in first').uncheck()
    await begin()
    await expect.poll(breaths, { timeout: 20_000 }).toBeGreaterThanOrEqual(4)

    await context.setOffline(true)
    await page.getByText('Reconnecting').waitFor()
    const heardBefore = await breaths()
    await page
      .getByRole('timer')
      .filter({ hasText: await secondsFromNow(page, 4) })
      .waitFor()
    expect(await breaths()).toBe(heardBefore)
    await context.setOffline(false)
    await page.getByText('Private').waitFor()
    await page
      .getByRole('timer')
      .filter({ hasText: clock(SOUND.seconds) })
      .waitFor({ timeout: 40_000 })
    const counted = await breaths()
    expect(Math.abs(counted - truth), `${counted} of ${truth} breaths`).toBeLessThanOrEqual(1)

    expect(sockets.length).toBeGreaterThanOrEqual(2)
    for (const frame of sockets.flat()) expect(readFrame(frame).kind).toBe('features')
    const payload = sockets.flat().reduce((sum, frame) => sum + frame.byteLength - FRAME_HEADER_BYTES, 0)
    const repeated = 8
    expect(payload).toBeLessThan((SOUND.seconds + repeated) * RECORDS_PER_SECOND * RECORD_BYTES)

    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.waitForURL('**/progress/sessions/*')
    await expect.poll(() => page.getByRole('main').textContent()).toContain(`Breaths${counted}`)
    await page.getByRole('link', { name: 'Progress' }).first().click()
    await expect.poll(() => page.getByRole('main').textContent()).toContain(`${counted} breaths`)
  }, 75_000)

  test('needs no microphone: the pattern paces, keys pause and end, nothing is sent but the session itself', async () => {
    await open('granted', { colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.addInitScript('navigator.mediaDevices.getUserMedia = () => { throw new Error("asked") }')
    await page.reload()
    await page.getByText('Box', { exact: true }).click()
    await page.getByText('Just pace me').click()
    expect(await violations(page)).toEqual([])
    await begin()
    await page.getByText('Let the light and the count lead you').waitFor()
    expect(await page.getByRole('link').count(), 'the house steps back').toBe(1)
    expect(await violations(page)).toEqual([])

    await page.keyboard.press(' ')
    await page.getByText('paused').waitFor()
    await page.keyboard.press(' ')
    await page.getByText('paused').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('heading', { name: 'Your session is still open' }).waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Let the light and the count lead you').waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'A few words' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'End session' }).click()
    await page.waitForURL('**/progress/sessions/*')
    expect(sockets).toEqual([])
  })

  test('who does not allow the microphone is told what to do, is heard as soon as they do, and meditates all the same', async () => {
    await open('denied', { viewport: { width: 390, height: 844 } })
    await page.getByLabel('No, only my minutes').check()
    await begin()
    await page.getByRole('heading', { name: 'The microphone is not allowed' }).waitFor()
    expect(await violations(page)).toEqual([])
    await fits(page)
    await setMicrophonePermission(page, 'prompt')
    await page.getByRole('button', { name: 'Allow the microphone' }).waitFor()
    await setMicrophonePermission(page, 'granted')
    await page.getByRole('heading', { name: 'Breathe a little' }).waitFor()
    await setMicrophonePermission(page, 'denied')
    await page.getByRole('heading', { name: 'The microphone is not allowed' }).waitFor()
    await page.getByRole('button', { name: 'Continue without microphone' }).click()
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByRole('button', { name: 'End session' }).click()
    await page.waitForURL('**/progress/sessions/*')
  })

  test('is guided by a title that plays protected while the breath is followed, here by its sound, and ends with it', async () => {
    await open('granted')
    await page.goto(`${webUrl}/meditate?content=${content.free}`)
    await page.getByLabel('No, only my minutes').check()
    await page.getByLabel('Private mode').uncheck()
    await begin()
    await page.getByLabel('Tune in first').uncheck()
    await begin()
    const guideSeconds = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
    await expect.poll(guideSeconds, { timeout: 20_000 }).toBeGreaterThan(0.5)
    const footer = page.locator('footer')
    await footer.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('paused', { exact: true }).waitFor()
    expect(await page.evaluate(() => document.querySelector('video')?.paused)).toBe(true)
    const pausedAt = await guideSeconds()
    await footer.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(guideSeconds, { timeout: 10_000 }).toBeGreaterThan(pausedAt)
    await expect.poll(() => sockets.flat().length, { timeout: 10_000 }).toBeGreaterThan(5)
    for (const frame of sockets.flat()) expect(readFrame(frame).kind).toBe('pcm')
    expect(await violations(page)).toEqual([])
    await page.evaluate(() => {
      const video = document.querySelector('video')
      if (video) video.currentTime = video.duration - 0.5
    })
    await page.waitForURL('**/progress/sessions/*')
  })
})

/** What the session's clock shows at a time. */
function clock(seconds: number): RegExp {
  return new RegExp(`^0:${String(seconds).padStart(2, '0')}|^[1-9]`)
}

async function secondsFromNow(page: Page, seconds: number): Promise<RegExp> {
  const [minutes = 0, shown = 0] = ((await page.getByRole('timer').textContent()) ?? '')
    .split(':')
    .map(Number.parseFloat)
  return clock(minutes * 60 + shown + seconds)
}
