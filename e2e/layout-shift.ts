import type { Page } from 'playwright-core'

/** What a page may jump by at the most, by the measure of Web Vitals (CLS). */
export const MAX_LAYOUT_SHIFT = 0.02

const watched = new WeakSet<Page>()

/** Before the page is opened: adds up by how much its parts move without anybody's doing, anew with each load. */
export async function watchLayoutShift(page: Page): Promise<void> {
  // Scripts that run first add up themselves: a second one would count each shift twice.
  if (watched.has(page)) return
  watched.add(page)
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
