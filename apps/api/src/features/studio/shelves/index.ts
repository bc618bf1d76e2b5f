import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { create } from './create.ts'
import { get } from './get.ts'
import { CATEGORY, EXPERT, PATTERN, SERIES } from './kinds.ts'
import { list } from './list.ts'
import { listEpisodes } from './list-episodes.ts'
import { place } from './place.ts'
import { placeEpisode } from './place-episode.ts'
import { remove } from './remove.ts'
import { removePicture } from './remove-picture.ts'
import { setPicture } from './set-picture.ts'
import { update } from './update.ts'

/** What items belong to, and the patterns of breath that members can choose. */
export async function shelves(app: App, parts: StudioRouteParts): Promise<void> {
  for (const shelf of [CATEGORY, EXPERT, SERIES, PATTERN]) {
    list(app, parts, shelf)
    create(app, parts, shelf)
    get(app, parts, shelf)
    update(app, parts, shelf)
    remove(app, parts, shelf)
  }
  for (const shelf of [CATEGORY, PATTERN]) place(app, parts, shelf)
  listEpisodes(app, parts)
  placeEpisode(app, parts)
  for (const shelf of [CATEGORY, EXPERT, SERIES]) {
    removePicture(app, parts, shelf)
    await setPicture(app, parts, shelf)
  }
}
