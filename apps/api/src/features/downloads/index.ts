import type { App } from '../../http/app.ts'
import { deleteDownload } from './delete.ts'
import { listDownloads } from './list.ts'
import type { DownloadParts } from './parts.ts'
import { takeDownload } from './take.ts'

/** Leases on the keys of audio that members keep on their devices. */
export function downloads(app: App, parts: DownloadParts): void {
  takeDownload(app, parts)
  listDownloads(app, parts)
  deleteDownload(app, parts)
}
