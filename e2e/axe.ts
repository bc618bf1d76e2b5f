import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

/** What axe finds wrong with a page: each rule with the elements that break it. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script tag: the page's policy rightly refuses those.
  if (!(await page.evaluate("'axe' in window")))
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** The same in the light and in the dark, of a page that follows the system and was loaded once. */
export async function violationsInBothSchemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`:root[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
    // Each transition, however short, hands its colour on to what inherits it, and that has one, too.
    await page.waitForFunction(() =>
      document.getAnimations().every(({ effect }) => effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
    )
    found.push(...(await violations(page)).map((violation) => `${colorScheme}: ${violation}`))
  }
  return found
}
