import { existsSync } from 'node:fs'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'

/** Debian's Chromium, taken where it is installed and nothing else was asked for. */
const INSTALLED = '/usr/bin/chromium'
/** The value of `CHROMIUM_PATH` that means the Chromium from npm. */
const FROM_NPM = 'npm'

/** What a browser with a head says of itself: those without one count as bots. */
export const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--mute-audio',
]

/** Why browser tests cannot run here; undefined where they can. */
export function noBrowserBecause(): string | undefined {
  const path = chosenPath()
  if (path !== FROM_NPM) return existsSync(path) ? undefined : `CHROMIUM_PATH names ${path}, and there is no such file`
  if (process.platform === 'linux' && process.arch === 'x64') return undefined
  return `there is no Chromium from npm for ${process.platform}-${process.arch}, and none at ${INSTALLED}`
}

/** Why notifications cannot be shown here; undefined where they can. The Chromium from npm is a headless shell, which has none. */
export function noNotificationsBecause(): string | undefined {
  return chosenPath() === FROM_NPM ? 'the Chromium from npm shows no notifications' : undefined
}

/** `more`: arguments of the browser itself, such as a file that it takes for a microphone. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return playwright.launch({ executablePath: await executablePath(), args: [...ARGUMENTS, ...more], headless: true })
}

/** Which Chromium the tests run in, with its version: `Chromium 156.0.8078.108 (/usr/bin/chromium)`. */
export async function browserName(): Promise<string> {
  const browser = await launchBrowser()
  const version = browser.version()
  await browser.close()
  return `Chromium ${version} (${chosenPath() === FROM_NPM ? 'from npm' : chosenPath()})`
}

/**
 * Sets what the page's origin may do with the microphone. Chromiums differ in what they begin with: Debian's counts a
 * fake answer as granted, npm's as a question that is still open.
 */
export async function setMicrophonePermission(page: Page, setting: 'granted' | 'denied' | 'prompt'): Promise<void> {
  const target = await page.context().newCDPSession(page)
  const { targetInfo } = await target.send('Target.getTargetInfo')
  const browser = await page.context().browser()?.newBrowserCDPSession()
  if (!browser) throw new Error('The page has no browser')
  const { browserContextId } = targetInfo
  await browser.send('Browser.setPermission', {
    permission: { name: 'microphone' },
    setting,
    origin: new URL(page.url()).origin,
    ...(browserContextId && { browserContextId }),
  })
  await target.detach()
  // What was set lasts as long as the browser's session does.
}

/** A path, or `npm`. `CHROMIUM_PATH` decides; without it the installed one is preferred. */
function chosenPath(): string {
  return process.env.CHROMIUM_PATH || (existsSync(INSTALLED) ? INSTALLED : FROM_NPM)
}

async function executablePath(): Promise<string> {
  const path = chosenPath()
  if (path !== FROM_NPM) return path
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}
