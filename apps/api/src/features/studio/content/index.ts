import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { bulkDelete } from './bulk-delete.ts'
import { bulkEdit } from './bulk-edit.ts'
import { create } from './create.ts'
import { duplicate } from './duplicate.ts'
import { get } from './get.ts'
import { list } from './list.ts'
import { listChoices } from './list-choices.ts'
import { listVersions } from './list-versions.ts'
import { playMedia } from './play-media.ts'
import { preview } from './preview.ts'
import { remove } from './remove.ts'
import { removeFile } from './remove-file.ts'
import { renderDescription } from './render-description.ts'
import { restoreFile } from './restore-file.ts'
import { setStatus } from './set-status.ts'
import { undelete } from './undelete.ts'
import { update } from './update.ts'

/** Items: what they say, who sees them, and how they go. */
export function content(app: App, parts: StudioRouteParts): void {
  list(app, parts)
  listChoices(app, parts)
  create(app, parts)
  get(app, parts)
  update(app, parts)
  remove(app, parts)
  removeFile(app, parts)
  restoreFile(app, parts)
  undelete(app, parts)
  setStatus(app, parts)
  listVersions(app, parts)
  duplicate(app, parts)
  preview(app, parts)
  playMedia(app, parts)
  bulkEdit(app, parts)
  bulkDelete(app, parts)
  renderDescription(app, parts)
}
