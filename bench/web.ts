import { launchBrowser, noBrowserBecause } from '@better-and-bliss/e2e/browser'
import type { Context } from './harness/context.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { install, startRole, threePorts } from './harness/ours.ts'

const GOAL_KB = 200

interface Transfer {
  type: string
  bytes: number
}

/** What a browser gets over the wire for the first page, headers included. */
export async function benchWeb(context: Context): Promise<string> {
  const reason = noBrowserBecause()
  if (reason) return `Left out: ${reason}.`
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'web'))
  const databaseUrl = await installation.makeCatalogue(1_000)
  const ports = await threePorts()
  stack.use(await startRole(installation, 'api', databaseUrl, ports))
  stack.use(await startRole(installation, 'web', databaseUrl, ports))
  const transfers = await visit(`http://localhost:${ports.web}/`)

  const byType = Map.groupBy(transfers, ({ type }) => type)
  const rows = [...byType].map(([type, of]) => [
    type,
    String(of.length),
    short(of.reduce((sum, { bytes }) => sum + bytes, 0) / 1000),
    type === 'script' ? `≤ ${GOAL_KB}` : '',
  ])
  return markdownTable(['first page', 'requests', 'kB over the wire', 'goal'], rows)
}

async function visit(url: string): Promise<Transfer[]> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
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
    await page.goto(url, { waitUntil: 'networkidle' })
    return transfers
  } finally {
    await browser.close()
  }
}
