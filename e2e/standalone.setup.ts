import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '@better-and-bliss/process/free-ports'
import type { TestProject } from 'vitest/node'
import { browserName, noBrowserBecause } from './browser.ts'
import { makeFilm } from './media.ts'
import { type Standalone, startStandalone } from './standalone.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    system: Pick<Standalone, 'apiUrl' | 'webUrl' | 'edgeUrl' | 'dataDir' | 'accounts'>
    /** Ids of what was added by the command. */
    content: { free: string; premium: string }
    /** Where the system takes a push service to be. */
    pushPort: number
  }
}

export const FREE_FILM = { title: 'Waves at Dawn', seconds: 24, caption: 'Let the shoulders fall.' }
export const PREMIUM_FILM = {
  title: 'The Quiet Hour',
  seconds: 8,
  languages: ['eng', 'fra'],
  caption: 'Nothing is to be done.',
}

/** Starts the system as a newcomer does, and puts two films into it with the command that the README names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const reason = noBrowserBecause()
  if (reason && (process.env.CI || process.env.CHROMIUM_PATH))
    throw new Error(`The browser tests must run, but ${reason}`)
  if (reason) console.warn(`\n!!! THE BROWSER TESTS DO NOT RUN HERE: ${reason}.\n!!! Install Chromium to run them.\n`)
  else console.info(`\nThe browser tests run in ${await browserName()}.\n`)
  const [pushPort = 0] = await freePorts(1)
  const PUSH_SERVICE_URL = `http://127.0.0.1:${pushPort}`
  const system = await startStandalone({ DEMO_CATALOGUE: 'false', PUSH_SERVICE_URL })
  project.provide('pushPort', pushPort)
  try {
    project.provide('content', await addFilms(system))
  } catch (error) {
    await system.stop()
    throw error
  }
  const { apiUrl, webUrl, edgeUrl, dataDir, accounts } = system
  project.provide('system', { apiUrl, webUrl, edgeUrl, dataDir, accounts })
  return system.stop
}

async function addFilms(system: Standalone): Promise<{ free: string; premium: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-films-'))
  try {
    const file = join(folder, 'film.mp4')
    await makeFilm(file, { seconds: FREE_FILM.seconds, size: '1280x720' })
    const captions = join(folder, 'captions.vtt')
    const command = [file, '--captions', `en=${captions}`]
    const words = (seconds: number, text: string) =>
      writeFile(captions, `WEBVTT\n\n00:00.000 --> 00:${String(seconds).padStart(2, '0')}.000\n${text}\n`)
    await words(FREE_FILM.seconds, FREE_FILM.caption)
    const free = await system.addContent([...command, ...options(FREE_FILM.title, 'free')])
    await makeFilm(file, { ...PREMIUM_FILM, size: '640x360' })
    await words(PREMIUM_FILM.seconds, PREMIUM_FILM.caption)
    const premium = await system.addContent([...command, ...options(PREMIUM_FILM.title, 'premium')])
    return { free: free.contentId, premium: premium.contentId }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function options(title: string, tier: string): string[] {
  return ['--title', title, '--category', 'Nature', '--tier', tier, '--expert', 'Mira Holm']
}
