import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A small telephone, one as most have, a tablet upright and lying. */
const WIDTHS = [320, 390, 768, 1024]

/** At each of the widths nothing of a page lies beyond the right edge of the window; the last width stays. */
export async function fits(page: Page, widths: readonly number[] = WIDTHS): Promise<void> {
  const height = page.viewportSize()?.height ?? 844
  for (const width of widths) {
    await page.setViewportSize({ width, height })
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: `${page.url()} at ${width}` })
      .toBeLessThanOrEqual(width)
  }
}
