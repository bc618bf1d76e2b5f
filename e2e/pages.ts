import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, webUrl: string, account: { email: string; password: string }): Promise<void> {
  await page.goto(`${webUrl}/sign-in`)
  await page.getByLabel('Email').fill(account.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Waits until it really plays, and is further than that. */
export async function plays(page: Page, afterSeconds = 0): Promise<void> {
  const isPlaying = (from: number) => {
    const video = document.querySelector('video')
    return video !== null && !video.paused && video.readyState > 2 && video.currentTime > from + 0.3
  }
  await page.waitForFunction(isPlaying, afterSeconds, { timeout: 30_000 })
}

/** Begins an item, and waits until it has really played for so long. */
export async function playsFor(page: Page, seconds: number): Promise<void> {
  await page
    .getByRole('button', { name: /^(Play|From the beginning)$/ })
    .first()
    .click()
  const hasPlayed = (wanted: number) => {
    const played = document.querySelector('video')?.played
    return played !== undefined && played.length > 0 && played.end(played.length - 1) >= wanted
  }
  await page.waitForFunction(hasPlayed, seconds, { timeout: 30_000 })
}

/** Turns a switch by its key. What is stored first shows that a moment later. */
export async function turn(control: Locator, to: 'on' | 'off'): Promise<void> {
  await control.press('Space')
  await expect.poll(() => control.isChecked()).toBe(to === 'on')
}
