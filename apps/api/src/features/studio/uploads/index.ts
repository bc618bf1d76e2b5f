import type { App } from '../../../http/app.ts'
import { acceptStreams } from '../../../http/bodies.ts'
import { append, TUS_BYTES } from './append.ts'
import { create } from './create.ts'
import { get } from './get.ts'
import { list } from './list.ts'
import type { UploadRouteParts } from './parts.ts'
import { remove } from './remove.ts'

/** Files on their way to items: tus 1.0 with creation, checksum and termination. */
export async function uploads(app: App, parts: UploadRouteParts): Promise<void> {
  list(app, parts)
  create(app, parts)
  get(app, parts)
  remove(app, parts)
  await acceptStreams(app, { contentType: TUS_BYTES }, (scope) => append(scope, parts))
}
