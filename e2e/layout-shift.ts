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
    window.layoutShift = { total: 0, moved: [] }
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue
        window.layoutShift.total += value
        const nodes = sources.map(({ node }) => node?.nodeType === 1 ? node : node?.parentElement)
        const names = nodes.map((node) => node ? node.localName + '.' + node.className : 'what is gone')
        window.layoutShift.moved.push(value.toFixed(3) + ' ' + names.join(', '))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  `)
}

interface LayoutShift {
  total: number
  /** Each shift: by how much, and the elements that moved. */
  moved: string[]
}

/** What moved too far so far: empty where the page stays within MAX_LAYOUT_SHIFT. */
export async function shiftsTooFar(page: Page): Promise<string[]> {
  const { total, moved } = await page.evaluate<LayoutShift>('window.layoutShift')
  return total > MAX_LAYOUT_SHIFT ? moved : []
}
