import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject } from 'vitest'
import { noBrowserBecause } from './browser.ts'
import { kept } from './kept-downloads.ts'
import { looksRight, TELEPHONE } from './looks-right.ts'
import { makeSound } from './media.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { addContentTo } from './standalone.ts'

const system = inject('system')
const { webUrl } = system
const SPOKEN = { title: 'Words of Rain', seconds: 30, caption: 'Listen to the roof.' }

describe.skipIf(noBrowserBecause())('a download of what is spoken', () => {
  test('is kept in the language that is chosen, with its captions, encrypted, which are shown without a network', async ({
    page,
  }) => {
    const spoken = await spokenId()
    // The worker draws the words when the sound is ready.
    await expect.poll(() => foundBy('roof'), { timeout: 10_000 }).toContain(spoken)
    await signIn(page, webUrl, system.accounts.basic)
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''))
    await page.goto(`${webUrl}/content/${spoken}`)
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    await page.getByRole('radio', { name: 'Deutsch' }).check({ force: true })
    await looksRight(page, [TELEPHONE])
    await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click()
    await page.getByRole('link', { name: 'On this device' }).click()
    await page.getByRole('button', { name: `Play: ${SPOKEN.title}` }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(fetched).toContain('audio-de.m3u8')
    expect(await kept(page)).toMatchObject({ count: 1, hasMedia: false, hasWords: false })

    await page.context().setOffline(true)
    await page.getByRole('button', { name: `Play: ${SPOKEN.title}` }).click()
    await plays(page)
    await page.locator('svg[viewBox$=" 100"] path').first().waitFor()
    await page.getByRole('button', { name: 'Captions', exact: true }).click()
    await page.getByText(SPOKEN.caption).waitFor()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: `Remove: ${SPOKEN.title}` }).click()
    await page.getByText('is not kept here any more').waitFor()
  })
})

/** Once, also where the test is tried again. */
let adding: Promise<string> | undefined
const spokenId = () => (adding ??= addSpoken())

/** The ids of what is found by a word. */
async function foundBy(word: string): Promise<string[]> {
  const answer = await fetch(`${system.apiUrl}/content/search?q=${word}`)
  const { content } = (await answer.json()) as { content: { id: string }[] }
  return content.map(({ id }) => id)
}

/** A sound in two languages with captions. @returns its id. */
async function addSpoken(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-spoken-'))
  try {
    const [file, captions] = [join(folder, 'spoken.mka'), join(folder, 'captions.vtt')]
    await makeSound(file, { seconds: SPOKEN.seconds, languages: ['eng', 'deu'] })
    await writeFile(captions, `WEBVTT\n\n00:00.000 --> 00:${SPOKEN.seconds}.000\n${SPOKEN.caption}\n`)
    const about = ['--title', SPOKEN.title, '--category', 'Rain', '--tier', 'free', '--captions', `en=${captions}`]
    return (await addContentTo(system, [file, ...about])).contentId
  } finally {
    await rm(folder, { recursive: true })
  }
}
