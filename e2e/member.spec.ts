import type { Page } from 'playwright-core'
import { describe, expect, inject } from 'vitest'
import { violations } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { test } from './page-test.ts'
import { signIn } from './pages.ts'
import { FREE_FILM, PREMIUM_FILM } from './standalone.setup.ts'

const { webUrl, accounts } = inject('system')
const content = inject('content')

describe.skipIf(noBrowserBecause())('a member in the browser', () => {
  test('registers, browses, and plays a protected film: frames advance; seeking, keys, captions and a change of quality work', async ({
    page,
  }) => {
    await page.goto(webUrl)
    await page.getByRole('link', { name: 'Join' }).first().click()
    await page.getByLabel('Your name').fill('Nora New')
    await page.getByLabel('Email').fill(`nora.${Date.now()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill('SecurePass123!')
    await page.getByRole('main').getByRole('button', { name: 'Join' }).click()
    await page.getByRole('link', { name: FREE_FILM.title }).first().click()
    await page.waitForURL(`**/content/${content.free}`)

    await page.getByRole('button', { name: 'Play' }).first().click()
    await playsFor(page, 5)

    await page.keyboard.press('>')
    expect(await page.evaluate(() => document.querySelector('video')?.playbackRate)).toBe(1.25)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys of the player' }).getByText('Ten seconds back').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await page.getByText(FREE_FILM.caption).waitFor()

    await page.evaluate(() => {
      const video = document.querySelector('video')
      if (video) video.currentTime = 16
    })
    await expect.poll(() => currentTime(page), { timeout: 10_000 }).toBeGreaterThan(17)

    await page.locator('media-controller').hover()
    const settings = page.getByRole('button', { name: 'Settings' })
    await settings.click()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.keyboard.press('Escape')
    expect(await settings.evaluate((button) => button === document.activeElement)).toBe(true)
    await settings.click()
    await page.getByRole('button', { name: /^Quality/ }).click()
    const best = page.getByRole('radio', { name: /720p/ })
    expect(await best.isDisabled(), 'a free member may not choose 720p').toBe(true)
    await page.getByRole('radio', { name: '360p' }).check()
    await page.evaluate(() => {
      const video = document.querySelector('video')
      if (video) video.currentTime = 1
    })
    await expect.poll(() => pictureHeight(page), { timeout: 15_000 }).toBe(360)
  })

  test('meets a locked film, is told what opens it, and keeps it for later', async ({ page }) => {
    await signIn(page, webUrl, accounts.free)
    await page.goto(`${webUrl}/content/${content.premium}`)
    await page.getByRole('heading', { name: PREMIUM_FILM.title }).waitFor()
    expect(await page.getByRole('main').textContent()).toMatch(/premium/i)
    expect(await page.locator('video').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Play', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Add to a routine', exact: true }).click()
    await page.getByRole('dialog', { name: 'Add to a routine' }).getByRole('textbox').waitFor()
  })

  test('signs out, and is a stranger again', async ({ page }) => {
    await signIn(page, webUrl, accounts.premium)
    await page.goto(`${webUrl}/profile`)
    await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
    await page.goto(`${webUrl}/profile`)
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor()
    expect((await page.context().cookies()).filter(({ name }) => name.endsWith('_token'))).toEqual([])
  })
})

/** Waits until a film has really played: the clock went on, and pictures were decoded. */
async function playsFor(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => currentTime(page), { timeout: 30_000 }).toBeGreaterThan(seconds)
  const frames = await page.evaluate(() => document.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames)
  expect(frames).toBeGreaterThan(seconds * 10)
}

function currentTime(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
}

function pictureHeight(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.videoHeight ?? 0)
}
