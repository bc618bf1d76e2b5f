import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

/** What came over the wire for a page, headers included. */
export interface Transfer {
  type: string
  bytes: number
}

/** How a page felt: milliseconds, and the sum of how far it jumped. */
export interface PageVitals {
  lcpMs: number
  cls: number
  inpMs: number
}

/** Counts what a page fetches from now on. */
export async function watchTransfers(page: Page): Promise<Transfer[]> {
  const devtools = await page.context().newCDPSession(page)
  const types = new Map<string, string>()
  const transfers: Transfer[] = []
  devtools.on('Network.responseReceived', ({ requestId, response, type }) => {
    types.set(requestId, response.mimeType.includes('javascript') ? 'script' : type.toLowerCase())
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    transfers.push({ type: types.get(requestId) ?? 'other', bytes: encodedDataLength })
  })
  await devtools.send('Network.enable')
  return transfers
}

/** Before the page is opened: measures by Google's library, as Lighthouse and search engines understand these words. */
export async function watchVitals(page: Page): Promise<Watched> {
  const vitals: PageVitals = { lcpMs: Number.NaN, cls: 0, inpMs: Number.NaN }
  const [painted, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.exposeFunction('keepVital', (name: 'LCP' | 'CLS' | 'INP', value: number) => {
    if (name === 'LCP') vitals.lcpMs = value
    if (name === 'CLS') vitals.cls = value
    if (name === 'INP') vitals.inpMs = value
    if (name === 'LCP') painted.resolve()
    if (name === 'INP') answered.resolve()
  })
  const library = fileURLToPath(import.meta.resolve('web-vitals')).replace(/[^/]+$/, 'web-vitals.iife.js')
  await page.addInitScript(`${await readFile(library, 'utf8')}
    const keep = ({ name, value }) => keepVital(name, value)
    webVitals.onLCP(keep, { reportAllChanges: true })
    webVitals.onCLS(keep, { reportAllChanges: true })
    webVitals.onINP(keep, { reportAllChanges: true, durationThreshold: 16 })
  `)
  return { vitals, painted: painted.promise, answered: answered.promise }
}

interface Watched {
  /** What was measured so far: NaN where nothing was. */
  vitals: PageVitals
  /** Resolves when something large stands there, which something larger may follow. */
  painted: Promise<void>
  /** Resolves when the page has shown its answer to the first thing that somebody did. */
  answered: Promise<void>
}
