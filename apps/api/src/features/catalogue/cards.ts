import { canAccess } from '../../access/member.ts'
import { mostRecent } from '../../most-recent.ts'
import { toCard, type Viewer } from './answers.ts'
import type { Item } from './item.ts'
import type { PictureUrls } from './picture-urls.ts'

/** Cards as JSON text, kept for the pages that share them. */
export interface Cards {
  textOf(item: Item, viewer: Viewer): string
  /** What was kept may no longer be true. */
  clear(): void
}

/** A text takes about 700 bytes. */
const MAX_TEXTS = 2_000

export function cardTexts(pictures: PictureUrls): Cards {
  const open = mostRecent<Item, string>(MAX_TEXTS)
  const locked = mostRecent<Item, string>(MAX_TEXTS)
  let epoch = pictures.epoch()

  function clear(): void {
    open.clear()
    locked.clear()
  }

  return {
    textOf: (item, viewer) => {
      const now = pictures.epoch()
      if (now !== epoch) {
        epoch = now
        clear()
      }
      const texts = canAccess(viewer, item.accessTier) ? open : locked
      const known = texts.get(item)
      if (known !== undefined) return known
      const text = JSON.stringify(toCard(item, viewer, pictures))
      texts.set(item, text)
      return text
    },
    clear,
  }
}
