import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { permissionRoute } from '../../../http/routes.ts'
import { htmlOfMarkdown } from '../../../text/markdown.ts'
import type { StudioRouteParts } from '../parts.ts'
import { descriptionField, MEANINGS } from './fields.ts'

const body = z
  .object({ description: descriptionField.meta(MEANINGS.description) })
  .meta({ id: 'StudioDescription', description: 'A description that is being written' })

const renderedSchema = z
  .object({
    html: z
      .string()
      .meta({ description: 'As pages show it; safe to put into one', example: '<p>By the <em>sea</em>.</p>' }),
  })
  .meta({ id: 'StudioRenderedDescription', description: 'A description as members will see it' })

export function renderDescription(app: App, { guard }: StudioRouteParts): void {
  permissionRoute(app, guard, 'manage_content', {
    method: 'POST',
    url: '/api/studio/render-description',
    schema: {
      operationId: 'renderDescription',
      tags: ['studio'],
      summary: 'See a description as members will',
      description: 'Nothing is stored.',
      body,
      response: { 200: renderedSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body: { description } }) => ({ html: htmlOfMarkdown(description) }),
  })
}
