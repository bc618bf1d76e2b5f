import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { looksRight } from './looks-right.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'

const { apiUrl, webUrl } = inject('system')
const content = inject('content')
const HEARD = 0.004
const SILENT = 0.0005
const FADED = { timeout: 15_000 }

describe.skipIf(noBrowserBecause())('the mixer', () => {
  test('lets sounds be heard alone, each at its level, and goes on while one looks around; the device remembers them', async ({
    page,
  }) => {
    const loudness = await listenTo(page)
    await page.goto(`${webUrl}/sounds`)
    await page.getByRole('button', { name: 'Rain', exact: true }).click()
    await page.getByRole('button', { name: 'Brown noise', exact: true }).click()
    await expect.poll(loudness, FADED).toBeGreaterThan(HEARD)
    await page.getByRole('slider', { name: 'Level of Rain' }).press('ArrowRight')
    await page.getByRole('slider', { name: 'Level of Brown noise' }).press('Home')
    await page.getByRole('button', { name: 'Waves', exact: true }).press('Enter')
    await page.getByText('Three at once are the most').waitFor()
    expect(await page.getByRole('button', { name: 'Singing bowl', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Waves', exact: true }).press('Enter')
    await looksRight(page)

    await page.getByRole('link', { name: 'Library' }).first().click()
    const bar = page.getByRole('complementary', { name: 'Ambient sounds' })
    await bar.getByRole('link', { name: 'Rain and Brown noise: open the mixer' }).waitFor()
    await expect.poll(loudness, FADED).toBeGreaterThan(HEARD)
    await looksRight(page)
    await bar.getByRole('button', { name: 'Pause Rain and Brown noise' }).click()
    await expect.poll(loudness, FADED).toBeLessThan(SILENT)
    await bar.getByRole('button', { name: 'Play Rain and Brown noise' }).click()
    await expect.poll(loudness, FADED).toBeGreaterThan(HEARD)
    await bar.getByRole('link', { name: 'Rain and Brown noise: open the mixer' }).click()
    await page.getByLabel('Sleep timer').selectOption('5')
    await bar.getByRole('button', { name: /stop the sleep timer/ }).click()
    expect(await page.getByLabel('Sleep timer').inputValue()).toBe('')
    await bar.getByRole('button', { name: 'Close Rain and Brown noise' }).click()
    await expect.poll(loudness, FADED).toBeLessThan(SILENT)
    await bar.waitFor({ state: 'detached' })

    await page.reload()
    expect(await page.getByRole('slider', { name: 'Level of Rain' }).inputValue()).toBe('51')
    expect(await page.getByRole('slider', { name: 'Level of Brown noise' }).inputValue()).toBe('1')
  })

  test('lies under a guide, and its sleep timer ends both', async ({ page }) => {
    const loudness = await listenTo(page)
    const member = { email: `mixer.${randomUUID()}@example.com`, password: 'SecurePass123!' }
    expect((await anonymous(apiUrl).post('/auth/register', { ...member, full_name: 'Mixer' })).ok).toBe(true)
    await signIn(page, webUrl, member)
    await page.goto(`${webUrl}/content/${content.free}`)
    await page
      .getByRole('button', { name: /^(Begin|Play|Watch|Listen)/ })
      .first()
      .click()
    await plays(page)
    const video = page.locator('video')
    // It is shorter than what follows may take.
    await video.evaluate((media: HTMLVideoElement) => {
      media.pause()
      media.currentTime = 1
    })
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: /^Ambient sounds/ }).click()
    await page.getByRole('button', { name: 'Waves', exact: true }).click()
    await expect.poll(loudness, FADED).toBeGreaterThan(HEARD)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('button', { name: 'back to all settings' }).click()
    await page.getByRole('button', { name: /^Sleep timer/ }).click()
    await page.getByRole('radio', { name: 'End of title' }).check()
    await page.keyboard.press('Escape')
    await video.evaluate((media: HTMLVideoElement) => {
      media.currentTime = media.duration - 1
      return media.play()
    })
    await expect.poll(loudness, FADED).toBeLessThan(SILENT)
    await page.getByRole('button', { name: 'Play Waves' }).waitFor()
  })

  test('is the ambient sound of the timer, and of its presets', async ({ page }) => {
    const loudness = await listenTo(page)
    await page.goto(`${webUrl}/timer`)
    await page.getByText('Sounds while you sit').click()
    await page.getByRole('button', { name: 'Pink noise', exact: true }).click()
    await page.getByLabel('Name of a preset').fill('Noisy')
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await page.getByRole('button', { name: 'Pink noise', exact: true }).click()
    await page.getByRole('button', { name: 'Noisy', exact: true }).click()
    await page.getByText('Sounds while you sit: Pink noise').waitFor()
    await looksRight(page)
    await page.getByRole('button', { name: 'Begin' }).click()
    await expect.poll(loudness, FADED).toBeGreaterThan(HEARD)
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect.poll(loudness, FADED).toBeLessThan(SILENT)
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect.poll(loudness, FADED).toBeGreaterThan(HEARD)
    await page.getByRole('button', { name: 'End' }).click()
    await expect.poll(loudness, FADED).toBeLessThan(SILENT)
  })
})

/** Measures what reaches the loudspeaker from Web Audio: the root mean square of the last moment. */
async function listenTo(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const analysers: AnalyserNode[] = []
    Object.assign(window, { analysers })
    const { connect } = AudioNode.prototype
    AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
      if (to[0] instanceof AudioDestinationNode) {
        const analyser = new AnalyserNode(this.context, { fftSize: 8_192 })
        analysers.push(analyser)
        Reflect.apply(connect, this, [analyser])
      }
      return Reflect.apply(connect, this, to)
    } as typeof connect
  })
  return () =>
    page.evaluate(() => {
      const { analysers } = window as unknown as { analysers: AnalyserNode[] }
      const loudness = analysers
        .filter(({ context }) => context.state === 'running')
        .map((analyser) => {
          const samples = new Float32Array(analyser.fftSize)
          analyser.getFloatTimeDomainData(samples)
          return Math.hypot(...samples) / Math.sqrt(samples.length)
        })
      return Math.max(0, ...loudness)
    })
}
