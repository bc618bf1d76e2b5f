import type { App } from '../../http/app.ts'
import { clearHistory } from './clear-history.ts'
import { getPosition } from './get-position.ts'
import { listHistory } from './list-history.ts'
import { listUnderWay } from './list-under-way.ts'
import { listWatched } from './list-watched.ts'
import type { WatchingParts } from './parts.ts'
import { putPosition } from './put-position.ts'
import { removeFromHistory } from './remove-from-history.ts'
import { removeUnderWay } from './remove-under-way.ts'

/** Where members stopped, on every device: positions, what they may go on with, what they have watched, and all that they played. */
export function watching(app: App, parts: WatchingParts): void {
  putPosition(app, parts)
  getPosition(app, parts)
  listUnderWay(app, parts)
  removeUnderWay(app, parts)
  listWatched(app, parts)
  listHistory(app, parts)
  removeFromHistory(app, parts)
  clearHistory(app, parts)
}
