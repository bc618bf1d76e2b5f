import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, inject } from 'vitest'
import { violationsInBothSchemes } from './axe.ts'
import { noBrowserBecause } from './browser.ts'
import { anonymous } from './client.ts'
import { inDatabase } from './database.ts'
import { makeSound } from './media.ts'
import { test } from './page-test.ts'
import { plays, signIn } from './pages.ts'
import { FREE_FILM } from './standalone.setup.ts'
import { addContentTo } from './standalone.ts'

const system = inject('system')
const { apiUrl, webUrl } = system
const content = inject('content')

const PARTS = ['Rain on the Roof', 'Rain on the Lake']
const SECONDS = 40

describe.skipIf(noBrowserBecause())('the player of the app', () => {
  let parts: string[]

  beforeAll(async () => {
    parts = await addSeries()
  }, 120_000)

  test('plays a sound on while other pages are looked at, in a bar that leads back to it, and is silent when closed', async ({
    page,
  }) => {
    await enrol(page)
    await begin(page, parts[0])
    const shape = page.locator('media-controller svg path').first()
    await shape.waitFor({ state: 'attached' })
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('link', { name: 'Library' }).first().click()
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    const bar = page.getByRole('complementary', { name: 'Now playing' })
    await bar.getByText(PARTS[0] ?? '').waitFor()
    const left = await secondsOf(page)
    await plays(page, left)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('contentinfo').getByRole('button', { name: 'Deutsch' }).focus()
    await page.keyboard.press('Tab')
    expect(await hasFocus(bar)).toBe(true)

    await page.keyboard.press('k')
    expect(await isPaused(page)).toBe(true)
    await bar.getByRole('button', { name: 'play', exact: true }).click()
    await plays(page)
    const search = page.getByRole('combobox', { name: 'Search the library' })
    await search.pressSequentially('kk')
    await search.press('Enter')
    await page.waitForURL('**/browse?q=kk')
    expect(await isPaused(page), 'who writes does not lead the player').toBe(false)

    await bar.getByRole('link').click()
    await page.getByRole('heading', { level: 1, name: PARTS[0] ?? '' }).waitFor()
    await bar.waitFor({ state: 'hidden' })
    await plays(page, left)

    await page.goBack()
    await bar.getByRole('button', { name: 'Close the player' }).click()
    await page.locator('video').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => navigator.mediaSession.metadata)).toBeNull()
  })

  test('shows a film in a small window on other pages', async ({ page }) => {
    await enrol(page)
    await begin(page, content.free)
    await page.getByRole('button', { name: /^Your account/ }).focus()
    await page.keyboard.press('Tab')
    const video = page.locator('video')
    expect(await hasFocus(page.locator('media-controller'))).toBe(true)
    const large = await video.boundingBox()
    await page.getByRole('link', { name: 'Library' }).first().click()
    const window = page.getByRole('complementary', { name: 'Now playing' })
    await window.getByText(FREE_FILM.title).waitFor()
    await plays(page, await secondsOf(page))
    const small = await video.boundingBox()
    expect(small?.width).toBeLessThan((large?.width ?? 0) / 2)
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.getByRole('contentinfo').getByRole('button', { name: 'Deutsch' }).focus()
    await page.keyboard.press('Tab')
    expect(await hasFocus(window)).toBe(true)
    await window.getByRole('link').click()
    await page.waitForURL(`**/content/${content.free}`)
    await expect.poll(async () => (await video.boundingBox())?.width).toBe(large?.width)
    await plays(page, await secondsOf(page))
  })

  test('plays the next part of a series by itself, but not while the sleep timer runs', async ({ page }) => {
    await enrol(page)
    await begin(page, parts[0])
    await toTheEnd(page)
    await page.getByText(`Soon: ${PARTS[1]}`).waitFor()
    expect(await violationsInBothSchemes(page)).toEqual([])
    await page.waitForURL(`**/content/${parts[1]}`, { timeout: 20_000 })
    await plays(page)

    await begin(page, parts[0])
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('button', { name: /^Sleep timer/ }).click()
    await page.getByRole('radio', { name: 'End of title' }).check()
    await page.keyboard.press('Escape')
    await toTheEnd(page)
    await page.getByText(`Next: ${PARTS[1]}`).waitFor()
    await page.getByRole('button', { name: 'Again', exact: true }).click()
    await plays(page)
    expect(new URL(page.url()).pathname).toBe(`/content/${parts[0]}`)
  })

  test('plays a sound again and again where that is wanted', async ({ page }) => {
    await enrol(page)
    await begin(page, parts[0])
    await page.getByRole('button', { name: 'Play it again and again' }).click()
    await toTheEnd(page)
    await expect.poll(() => secondsOf(page), { timeout: 10_000 }).toBeLessThan(SECONDS / 2)
    await plays(page)
  })

  describe('has every control in reach', () => {
    describe.each([
      { width: 844, height: 390 },
      { width: 390, height: 844 },
      // 1280 × 720, enlarged to 200 %.
      { width: 640, height: 360 },
      { width: 320, height: 568 },
    ])('in a window of $width × $height', (viewport) => {
      const sized = test.override({ window: { viewport, reducedMotion: 'reduce' as const } })

      sized('of a film', async ({ page }) => {
        await enrol(page)
        await begin(page, content.free)
        await page.locator('media-controller').hover()
        expect(await outOfReach(page)).toEqual([])
      })

      sized('of a sound', async ({ page }) => {
        await enrol(page)
        await begin(page, parts[0])
        expect(await outOfReach(page)).toEqual([])
      })
    })
  })
})

let members = 0

/** Signs in as a new member: what plays in a window that was closed keeps a place of its member for a while. */
async function enrol(page: Page): Promise<void> {
  members += 1
  const account = { email: `pia.${Date.now()}.${members}@example.com`, password: 'Amber-Harbour-71!' }
  const registered = await anonymous(apiUrl).post('/auth/register', { ...account, full_name: 'Pia Player' })
  expect(registered.ok).toBe(true)
  await signIn(page, webUrl, account)
}

/** Two sounds, one after the other. @returns their ids. */
async function addSeries(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'better-and-bliss-sounds-'))
  try {
    const file = join(folder, 'sound.wav')
    await makeSound(file, { seconds: SECONDS })
    const ids: string[] = []
    for (const title of PARTS) {
      const added = await addContentTo(system, [file, '--title', title, '--category', 'Rain', '--tier', 'free'])
      ids.push(added.contentId)
    }
    await inDatabase(
      system,
      `with rain as (insert into content_series (title, slug) values ('Rain', 'rain-' || gen_random_uuid()) returning id)
       update content set series_id = rain.id, episode_number = array_position($1::uuid[], content.id)
       from rain where content.id = any ($1::uuid[])`,
      [ids],
    )
    return ids
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function begin(page: Page, id: string | undefined): Promise<void> {
  await page.goto(`${webUrl}/content/${id}`)
  await page
    .getByRole('button', { name: /^(Play|From the beginning)$/ })
    .first()
    .click()
  await plays(page)
}

async function toTheEnd(page: Page): Promise<void> {
  await page.evaluate(() => {
    const video = document.querySelector('video')
    if (video) video.currentTime = video.duration - 1
  })
}

function secondsOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
}

/** Whether what Tab has come to stands in it. */
function hasFocus(place: Locator): Promise<boolean> {
  return place.evaluate((node) => node.contains(document.activeElement))
}

function isPaused(page: Page): Promise<boolean | undefined> {
  return page.evaluate(() => document.querySelector('video')?.paused)
}

/** Controls of the player that are shown, and covered or cut off, and the player itself where the window does not show it whole. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const player = document.querySelector('media-controller')
    if (!player) return ['no player']
    player.scrollIntoView({ block: 'nearest' })
    const { top, bottom, left, right } = player.getBoundingClientRect()
    const controls = [...player.querySelectorAll('button, [role=button], media-time-range, media-volume-range')]
    const shown = controls.filter((control) => control.checkVisibility() && !control.closest('[popover]'))
    const isReached = (control: Element) => {
      const box = control.getBoundingClientRect()
      if (box.top < top || box.bottom > bottom || box.left < left || box.right > right) return false
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      return hit !== null && (control.contains(hit) || hit.contains(control))
    }
    const lost = shown.filter((control) => !isReached(control))
    const isWhole = top >= 0 && bottom <= innerHeight
    return [...(isWhole ? [] : ['the player']), ...lost.map((control) => control.outerHTML.slice(0, 80))]
  })
}
