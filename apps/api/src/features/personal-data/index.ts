import type { App } from '../../http/app.ts'
import { downloadExport } from './download-export.ts'
import { getExport } from './get-export.ts'
import type { PersonalDataParts } from './parts.ts'
import { requestExport } from './request-export.ts'

/** What is kept of a member: a copy for them, and the end of all of it. */
export function personalData(app: App, parts: PersonalDataParts): void {
  requestExport(app, parts)
  getExport(app, parts)
  downloadExport(app, parts)
}
