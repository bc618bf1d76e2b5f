import type { Page } from 'playwright-core'

/** A little longer than a player waits between two. */
export const HEARTBEAT_MS = 31_000

/** The film is short, and what has ended tells the server nothing any more: a slow machine must not outlast it. */
export async function playSlowly(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const rate = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'playbackRate')
    Object.defineProperty(HTMLMediaElement.prototype, 'playbackRate', { get: () => 1, set() {} })
    addEventListener('play', ({ target }) => rate?.set?.call(target, 0.25), true)
  })
}

/** Lets a test move the clock that the page reads. */
export async function letTimePass(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = Date.now
    const clock = { aheadMs: 0 }
    Object.assign(window, { clock })
    Date.now = () => now() + clock.aheadMs
  })
}

/** As if so much time had passed on the page. */
export async function pass(page: Page, ms: number): Promise<void> {
  await page.evaluate((more) => {
    const { clock } = window as unknown as { clock: { aheadMs: number } }
    clock.aheadMs += more
  }, ms)
}
