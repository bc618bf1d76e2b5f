import type { App } from '../../http/app.ts'
import { addFavourite } from './add.ts'
import { listFavourites } from './list.ts'
import { listFavouriteIds } from './list-ids.ts'
import type { FavouriteParts } from './parts.ts'
import { removeFavourite } from './remove.ts'

/** What members love, on every device. */
export function favourites(app: App, parts: FavouriteParts): void {
  addFavourite(app, parts)
  removeFavourite(app, parts)
  listFavourites(app, parts)
  listFavouriteIds(app, parts)
}
