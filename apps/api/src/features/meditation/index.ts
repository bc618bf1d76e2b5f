import type { Tier } from '../../access/tiers.ts'
import type { Pool } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import type { Guard } from '../../http/guard.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Random } from '../../ports/random.ts'
import { complete } from './complete.ts'
import { deleteAll } from './delete-all.ts'
import { deleteSession } from './delete-session.ts'
import { exportSessions } from './export.ts'
import { history } from './history.ts'
import { leave } from './leave.ts'
import { progress } from './progress.ts'
import { resume } from './resume.ts'
import { start } from './start.ts'
import { stats } from './stats.ts'

/** What a guided session needs to know of an item; the catalogue in memory answers it. */
export interface Practisable {
  id: string
  title: string
  slug: string
  contentType: 'video' | 'audio'
  accessTier: Tier
}

export interface MeditationParts {
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
  /** The address that members reach the API at; the socket's follows from it. */
  backendUrl: string
  findItem: (id: string) => Practisable | undefined
  /**
   * Asks the live stream of a session, if this process has it, to finish; resolves when all that it heard is stored.
   * Streams of other processes hear of the end by `meditation_session_ended`.
   */
  finishLive: (sessionId: string) => Promise<void>
}

/** A member's practice: sessions, what was heard in them, and how it grows. */
export function meditation(app: App, parts: MeditationParts): void {
  start(app, parts)
  leave(app, parts)
  resume(app, parts)
  complete(app, parts)
  stats(app, parts)
  history(app, parts)
  progress(app, parts)
  exportSessions(app, parts)
  deleteSession(app, parts)
  deleteAll(app, parts)
}
