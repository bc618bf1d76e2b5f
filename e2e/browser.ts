import { existsSync } from 'node:fs'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Debian's Chromium where it is installed; otherwise the one from npm, which runs on Linux x64. */
const INSTALLED = '/usr/bin/chromium'

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
  if (existsSync(INSTALLED) || (process.platform === 'linux' && process.arch === 'x64')) return undefined
  return `there is no Chromium from npm for ${process.platform}-${process.arch}, and none at ${INSTALLED}`
}

/** `more`: arguments of the browser itself, such as a file that it takes for a microphone. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = existsSync(INSTALLED) ? INSTALLED : await chromiumFromNpm()
  return playwright.launch({ executablePath, args: [...ARGUMENTS, ...more], headless: true })
}

async function chromiumFromNpm(): Promise<string> {
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}
