/* oxlint-disable no-empty-pattern */
import type { Browser } from 'playwright-core'
import { test as base, expect } from 'vitest'
import { launchBrowser } from './browser.ts'

/** Tests that each have a `page` in a window of their own, with nothing kept from another. What goes wrong inside it fails them. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await launchBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('window', { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' as const })
  // What a test takes away from a page must be missing: no service worker keeps it.
  .extend('serviceWorkers', 'block' as 'block' | 'allow')
  .extend('page', async ({ browser, window, serviceWorkers }, { onCleanup }) => {
    const context = await browser.newContext({ ...window, serviceWorkers })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    onCleanup(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    return page
  })
