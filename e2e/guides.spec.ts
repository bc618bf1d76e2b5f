import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isInstalled } from '@better-and-bliss/process/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchBrowser, noBrowserBecause, setMicrophonePermission } from './browser.ts'
import { programsOf } from './guide-programs.ts'

const system = inject('system')
const run = promisify(execFile)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-guides-'))
})
afterAll(() => rm(folder, { recursive: true }))

const shell = async (program: string): Promise<string> =>
  (await run('sh', ['-eu', '-c', program], { cwd: folder })).stdout

describe('docs/MEDITATION_API_REFERENCE.md', () => {
  test.skipIf(!isInstalled('curl'))('what it tells a shell works, and then the client that it shows', async () => {
    const { bash, ts } = await programsOf('MEDITATION_API_REFERENCE.md', system)
    expect(await shell(bash)).toMatch(/\n[0-9a-f-]{36},free_practice,,box,/)
    const program = join(folder, 'meditation.ts')
    await writeFile(program, ts)
    const manners = fileURLToPath(new URL('browser-manners.mjs', import.meta.url))
    const env = { ...process.env, WEB_ORIGIN: system.webUrl }
    const { stdout } = await run(process.execPath, ['--import', manners, program], { env })
    expect(stdout).toMatch(/Stream [0-9a-f-]{36}: \d+ breaths/)
  })
})

describe('docs/FRONTEND_IMPLEMENTATION_GUIDE.md', () => {
  test.skipIf(!isInstalled('curl'))('what it tells a shell works', async () => {
    const { bash } = await programsOf('FRONTEND_IMPLEMENTATION_GUIDE.md', system)
    expect(await shell(bash)).toContain('"confirmation_by_mail":false')
  })

  test.skipIf(noBrowserBecause() !== undefined)('its front end signs in, plays and listens in a browser', async () => {
    const { ts } = await programsOf('FRONTEND_IMPLEMENTATION_GUIDE.md', system)
    const browser = await launchBrowser(BROWSER)
    try {
      const page = await browser.newPage()
      await serveGuide(page, ts)
      await page.goto(`${system.webUrl}/guide`)
      await setMicrophonePermission(page, 'granted')
      expect(await page.evaluate(RUN)).toBe('done')
      expect(await page.evaluate('document.querySelector("video").currentTime')).toBeGreaterThan(0)
    } finally {
      await browser.close()
    }
  })
})

const BROWSER = [
  ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  // A page that a test answers counts as one of the internet, which may not ask this machine.
  '--disable-features=LocalNetworkAccessChecks',
]

/** A string, for what runs there is no code of this file. */
const RUN = `import('/guide.mjs').then(() => 'done', (error) => String(error.stack))`

/** Serves a page of the web app's origin with the program, and hls.js by its name. */
async function serveGuide(page: Page, program: string): Promise<void> {
  const hls = await readFile(createRequire(import.meta.url).resolve('hls.js/dist/hls.mjs'))
  const imports = JSON.stringify({ imports: { 'hls.js': '/hls.mjs' } })
  const html = `<!doctype html><title>Guide</title><script type="importmap">${imports}</script><video muted></video>`
  const files: Record<string, [string, string | Buffer]> = {
    '/guide': ['text/html', html],
    '/hls.mjs': ['text/javascript', hls],
    '/guide.mjs': ['text/javascript', stripTypeScriptTypes(program)],
  }
  for (const [path, [contentType, body]] of Object.entries(files))
    await page.route(system.webUrl + path, (route) => route.fulfill({ contentType, body }))
}
