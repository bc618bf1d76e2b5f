import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoItem } from './catalogue.ts'
import { renderPicture } from './picture/gallery.ts'
import { createRandom, seedOf } from './random.ts'
import { renderSound } from './sound/score.ts'
import { writeWav } from './sound/wav.ts'
import { encodeFilm } from './video/encode.ts'
import { createFilm } from './video/films.ts'
import { chaptersFile } from './words.ts'

type Workshop = { ffmpegPath: string; outDir: string; signal: AbortSignal }

/**
 * Makes the media (WAV, or MP4 for a video), the cover (PNG, 1280 x 720) and the captions of an item, named by its slug, in `outDir`.
 * Sound and pictures come from the slug alone: the same item is the same everywhere. Rejects with the signal's reason
 * when aborted.
 */
export async function synthesise(
  item: DemoItem,
  { ffmpegPath, outDir, signal }: Workshop,
): Promise<{ mediaPath: string; picturePath: string; captions: { language: string; file: string }[] }> {
  const { slug, durationSeconds, recipe } = item
  const words = item.words?.(durationSeconds)
  const at = (ending: string) => join(outDir, `${slug}.${ending}`)
  await mkdir(outDir, { recursive: true })
  await writeFile(at('png'), renderPicture(recipe.picture, random(slug, 'picture')))
  signal.throwIfAborted()
  await writeWav(at('wav'), renderSound(recipe.sound, durationSeconds, random(slug, 'sound')), signal)
  if (recipe.kind === 'audio') return { mediaPath: at('wav'), picturePath: at('png'), captions: [] }

  const film = createFilm(recipe.film, random(slug, 'film'))
  const chaptersPath = words ? at('chapters') : null
  if (words && chaptersPath) await writeFile(chaptersPath, chaptersFile(words, durationSeconds))
  const media = { film, soundPath: at('wav'), chaptersPath, durationSeconds, mediaPath: at('mp4') }
  await encodeFilm({ ...media, ffmpegPath, signal })
  await rm(at('wav'))
  const captions = (words?.captions ?? []).map(async ({ language, webVtt }) => {
    const file = at(`${language}.vtt`)
    await writeFile(file, webVtt)
    return { language, file }
  })
  return { mediaPath: at('mp4'), picturePath: at('png'), captions: await Promise.all(captions) }
}

/** Parts of an item draw from sources of their own, so that a change in one leaves the others as they were. */
function random(slug: string, part: string) {
  return createRandom(seedOf(`${slug}/${part}`))
}
