import { test as base, expect } from 'vitest'
import { launchBrowser } from './browser.ts'

/** Tests that each have a `page` in a browser of their own. What goes wrong inside the page fails them. */
export const test = base
  .extend('window', { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' as const })
  .extend('page', async ({ window }, { onCleanup }) => {
    const browser = await launchBrowser()
    const page = await browser.newPage(window)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    onCleanup(async () => {
      await browser.close()
      expect(complaints).toEqual([])
    })
    return page
  })
