import { setTimeout as delay } from 'node:timers/promises'
import { launchBrowser, noBrowserBecause } from '@better-and-bliss/e2e/browser'
import { type Standalone, startStandalone } from '@better-and-bliss/e2e/standalone'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Context } from './harness/context.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type PageVitals, type Transfer, watchTransfers, watchVitals } from './harness/page-vitals.ts'

const GOAL_KB = 200
const GOALS = 'goals: LCP ≤ 2.5 s, CLS ≤ 0.02, INP ≤ 200 ms'
const DEMO_MS = 600_000
const POLL_MS = 1_000

interface Device {
  name: string
  options: BrowserContextOptions
  /** How many times slower than this machine. */
  slowdown: number
  network?: { offline: boolean; latency: number; downloadThroughput: number; uploadThroughput: number }
}

const DEVICES: readonly Device[] = [
  {
    name: 'telephone of Lighthouse: 4 times slower than this machine, 1.6 Mbit/s, 150 ms',
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    slowdown: 4,
    network: { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 },
  },
  { name: 'desktop, no network between', options: { viewport: { width: 1280, height: 800 } }, slowdown: 1 },
]

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

interface Visit {
  who: 'visitor' | 'member'
  path: string
}

/** What a browser gets over the wire for the first page, and how soon pages are there, keep still and answer. */
export async function benchWeb(context: Context): Promise<string> {
  const reason = noBrowserBecause()
  if (reason) return `Left out: ${reason}.`
  await using stack = new AsyncDisposableStack()
  const system = stack.adopt(await startStandalone(), ({ stop }) => stop())
  context.say('waiting for the demo media')
  const item = await untilPlayable(system, context)
  const browser = stack.adopt(await launchBrowser(), (opened) => opened.close())
  const member = await signInMember(browser, system)
  const firstPage = await open(browser, system.webUrl)
  const tables = [firstPageTable(firstPage)]
  for (const device of DEVICES) {
    const rows: string[][] = []
    for (const visit of visitsOf(item)) rows.push(await rowOf(visit, { browser, device, system, member, context }))
    tables.push(
      `${device.name}; ${GOALS}`,
      markdownTable(['page', 'kB', 'of it script', 'LCP s', 'CLS', 'INP ms'], rows),
    )
  }
  return tables.join('\n\n')
}

function visitsOf(item: string): Visit[] {
  const visitor = ['/', '/browse', '/timer', '/sign-in'].map((path): Visit => ({ who: 'visitor', path }))
  const member = ['/', '/yours', `/content/${item}`, '/meditate', '/progress', '/sounds']
  return [...visitor, ...member.map((path): Visit => ({ who: 'member', path }))]
}

interface Ground {
  browser: Browser
  device: Device
  system: Standalone
  member: SignedIn
  context: Context
}

async function rowOf({ who, path }: Visit, ground: Ground): Promise<string[]> {
  const { context } = ground
  const name = `${path.replace(/[0-9a-f-]{36}/, '…')}, a ${who}`
  context.say(name)
  const rounds: (PageVitals & { kilobytes: number; script: number })[] = []
  for (let round = 0; round < context.rounds; round++) rounds.push(await visitOnce({ who, path }, ground))
  const medianOf = (figure: keyof (typeof rounds)[number]) => median(rounds.map((of) => of[figure]))
  const cls = Math.max(...rounds.map((of) => of.cls))
  return [
    name,
    ...[medianOf('kilobytes'), medianOf('script'), medianOf('lcpMs') / 1000].map(short),
    cls.toFixed(3),
    short(medianOf('inpMs')),
  ]
}

async function visitOnce({ who, path }: Visit, { browser, device, system, member }: Ground) {
  await using opened = await browser.newContext({
    ...device.options,
    serviceWorkers: 'block',
    ...(who === 'member' && { storageState: member }),
  })
  const page = await opened.newPage()
  const devtools = await opened.newCDPSession(page)
  if (device.network) await devtools.send('Network.emulateNetworkConditions', device.network)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: device.slowdown })
  const { vitals, painted, answered } = await watchVitals(page)
  const transfers = await watchTransfers(page)
  await page.goto(system.webUrl + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await painted
  const [kilobytes, script] = [kilobytesOf(transfers), kilobytesOf(transfers.filter(({ type }) => type === 'script'))]
  const { lcpMs } = vitals
  await touch(page)
  await answered
  return { ...vitals, lcpMs, kilobytes, script }
}

/** Types into the page's field or presses its first control; where it has links alone, goes to one by the keyboard. */
async function touch(page: Page): Promise<void> {
  const main = page.getByRole('main')
  const field = main.locator('input[type=search]:visible, input[type=email]:visible').first()
  const control = main.locator('button:enabled:visible').first()
  if ((await field.count()) > 0) await field.pressSequentially('sleep')
  else if ((await control.count()) > 0) await control.click()
  else await page.keyboard.press('Tab')
}

const kilobytesOf = (transfers: readonly Transfer[]) => transfers.reduce((sum, { bytes }) => sum + bytes, 0) / 1000

function firstPageTable(transfers: Transfer[]): string {
  const byType = Map.groupBy(transfers, ({ type }) => type)
  const rows = [...byType].map(([type, of]) => {
    return [type, String(of.length), short(kilobytesOf(of)), type === 'script' ? `≤ ${GOAL_KB}` : '']
  })
  return markdownTable(['first page', 'requests', 'kB over the wire', 'goal'], rows)
}

async function open(browser: Browser, url: string): Promise<Transfer[]> {
  await using context = await browser.newContext()
  const page = await context.newPage()
  const transfers = await watchTransfers(page)
  await page.goto(url, { waitUntil: 'networkidle' })
  return transfers
}

async function signInMember(browser: Browser, { apiUrl, webUrl, accounts }: Standalone): Promise<SignedIn> {
  await using context = await browser.newContext()
  const { email, password } = accounts.premium
  const answer = await context.request.post(`${apiUrl}/auth/login`, {
    data: { email, password },
    headers: { origin: webUrl },
  })
  if (!answer.ok()) throw new Error(`Signing in was answered with ${answer.status()}: ${await answer.text()}`)
  return context.storageState()
}

/** @returns the id of an item of the demo, once all of it can be played. */
async function untilPlayable({ apiUrl }: Standalone, { signal }: Context): Promise<string> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(DEMO_MS)])
  for (;;) {
    until.throwIfAborted()
    const response = await fetch(`${apiUrl}/content/browse?limit=100`, { signal: until })
    const { content } = (await response.json()) as { content: { id: string; is_hls_ready: boolean }[] }
    if (content[0] && content.every(({ is_hls_ready: isReady }) => isReady)) return content[0].id
    await delay(POLL_MS)
  }
}
