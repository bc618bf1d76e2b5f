import type { App } from '../../http/app.ts'
import { deleteRoutine } from './delete.ts'
import { getRoutine } from './get.ts'
import { listRoutines } from './list.ts'
import type { RoutineParts } from './parts.ts'
import { putRoutine } from './put.ts'

/** Playlists that members make themselves. */
export function routines(app: App, parts: RoutineParts): void {
  listRoutines(app, parts)
  getRoutine(app, parts)
  putRoutine(app, parts)
  deleteRoutine(app, parts)
}
