import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { requestLogger } from '@better-and-bliss/api/database'
import { addContent, composeStudio, insertCategory, insertExpert, type StudioParts } from '@better-and-bliss/api/studio'
import { runTask } from '@better-and-bliss/process'
import { readStudioSettings, type StudioSettings } from '@better-and-bliss/settings'
import { type DemoItem, demoItems } from './catalogue.ts'
import { demoCategories } from './categories.ts'
import { demoExperts } from './experts.ts'
import { fillCatalogue } from './fill-catalogue.ts'
import { selectItemStates } from './queries.ts'
import { synthesiseInThread } from './synthesise-in-thread.ts'

await runTask({ name: 'demo catalogue' }, async ({ machine, stopping }) => {
  const failed = await makeDemoCatalogue(readStudioSettings(machine), stopping)
  if (failed.length > 0) console.error(`Not in the demo catalogue: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
})

/**
 * Adds what is missing of the demo catalogue; a worker makes it playable. Resolves with the titles of items that
 * failed.
 */
async function makeDemoCatalogue(settings: StudioSettings, signal: AbortSignal): Promise<string[]> {
  const log = requestLogger({ level: settings.logLevel, role: 'demo' })
  await using studio = await composeStudio({ settings, log, stopping: signal })
  const outDir = join(settings.workDir, 'demo')
  await rm(outDir, { recursive: true, force: true })
  for (const [position, category] of demoCategories.entries())
    await insertCategory(studio.db, { ...category, position })
  for (const expert of demoExperts) await insertExpert(studio.db, expert)
  const slugs = demoItems.map(({ slug }) => slug)
  try {
    return await fillCatalogue({
      items: demoItems,
      states: () => selectItemStates(studio.db, slugs),
      onChange: (listener) => studio.changes.on('media_job_changed', listener, listener),
      make: (item) => make(item, studio, { ffmpegPath: studio.ffmpegPath, outDir, signal }),
      tell: (progress) => {
        if (process.connected) process.send?.({ type: 'progress', ...progress })
      },
      complain: (error, sentence) => log.error({ err: error }, sentence),
      signal,
    })
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

async function make(
  item: DemoItem,
  studio: StudioParts,
  workshop: Parameters<typeof synthesiseInThread>[1],
): Promise<void> {
  const { mediaPath, picturePath, captions } = await synthesiseInThread(item, workshop)
  const { title, slug, description, categorySlug, expertSlug, tier, featured } = item
  const about = { title, slug, description, category: categorySlug, expert: expertSlug, tier, featured }
  await addContent(studio, { ...about, file: mediaPath, picture: picturePath, captions })
  await rm(mediaPath)
  await rm(picturePath)
}
