import { describe, expect, inject } from 'vitest'
import { launchBrowser, noBrowserBecause } from './browser.ts'
import { test } from './page-test.ts'

/** A name that browsers trust no more than an address in the network at home: they leave parts of themselves out there. */
const HOST = 'studio.test'

describe.skipIf(noBrowserBecause())('a page without TLS', () => {
  test('has a timer that begins, and keeps a preset', async ({ onTestFinished }) => {
    const browser = await launchBrowser([`--host-resolver-rules=MAP ${HOST} 127.0.0.1`])
    onTestFinished(() => browser.close())
    const page = await browser.newPage({ reducedMotion: 'reduce' })
    const url = new URL('/timer', inject('system').webUrl)
    url.hostname = HOST
    await page.goto(url.href)
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await page.getByPlaceholder('Name this setting').fill('Evening')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('button', { name: 'Evening', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
  })
})
