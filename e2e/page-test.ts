/* oxlint-disable no-empty-pattern */
import type { Browser, BrowserContext } from 'playwright-core'
import { test as base, expect } from 'vitest'
import { launchBrowser } from './browser.ts'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/**
 * Tests that each have a `page` in a window of their own, with nothing kept from another; a file whose tests begin signed in
 * overrides `kept`. What goes wrong inside the page fails them.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await launchBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('kept', { scope: 'file' }, async (): Promise<StorageState | undefined> => undefined)
  .extend('window', { viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' as const })
  .extend('page', async ({ browser, kept, window }, { onCleanup }) => {
    const context = await browser.newContext({ ...window, ...(kept && { storageState: kept }) })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    onCleanup(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    return page
  })
