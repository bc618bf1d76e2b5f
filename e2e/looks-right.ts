import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { fits } from './fits.ts'

const DESK = { width: 1280, height: 900 }
export const TELEPHONE = { width: 390, height: 844 }

/** In both schemes nothing stands in anybody's way, and nothing is wider than the window; the last size stays. */
export async function looksRight(page: Page, sizes = [TELEPHONE, DESK]): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await fits(page, [size.width])
  }
}
