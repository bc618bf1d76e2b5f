import type { App } from '../../http/app.ts'
import { complete } from './complete.ts'
import { deleteAll } from './delete-all.ts'
import { deleteSession } from './delete-session.ts'
import { exportSessions } from './export.ts'
import { healthExport } from './health-export.ts'
import { history } from './history.ts'
import { leave } from './leave.ts'
import { listPatterns } from './list-patterns.ts'
import type { MeditationParts } from './parts.ts'
import { progress } from './progress.ts'
import { putListeningSession } from './put-listening-session.ts'
import { putPacedSession } from './put-paced-session.ts'
import { resume } from './resume.ts'
import { start } from './start.ts'
import { stats } from './stats.ts'
import { deletePreset } from './timer/delete-preset.ts'
import { listPresets } from './timer/list-presets.ts'
import { putPreset } from './timer/put-preset.ts'
import { putTimerSession } from './timer/put-session.ts'
import { updateSession } from './update-session.ts'
import { year } from './year.ts'

/** A member's practice: sessions, what was detected in them, and how it grows. */
export function meditation(app: App, parts: MeditationParts): void {
  listPatterns(app, parts)
  start(app, parts)
  leave(app, parts)
  resume(app, parts)
  complete(app, parts)
  stats(app, parts)
  history(app, parts)
  progress(app, parts)
  year(app, parts)
  exportSessions(app, parts)
  healthExport(app, parts)
  updateSession(app, parts)
  deleteSession(app, parts)
  deleteAll(app, parts)
  putListeningSession(app, parts)
  putPacedSession(app, parts)
  putTimerSession(app, parts)
  listPresets(app, parts)
  putPreset(app, parts)
  deletePreset(app, parts)
}
