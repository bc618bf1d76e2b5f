import type { Page } from 'playwright-core'

/** What a page may jump by at the most, by the measure of Web Vitals (CLS). */
export const MAX_LAYOUT_SHIFT = 0.02

/** Before the page is opened: adds up by how much its parts move without anybody's doing. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(`
    window.layoutShift = 0
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.layoutShift += value
    }).observe({ type: 'layout-shift', buffered: true })
  `)
}

/** The cumulative layout shift so far. */
export function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate('window.layoutShift')
}
