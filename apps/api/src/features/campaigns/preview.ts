import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { asHtml } from '../../mail/letters/as-html.ts'
import { asText } from '../../mail/letters/as-text.ts'
import { withFooter } from './content/footer.ts'
import { letterOfDraft } from './content/letter.ts'
import { languageOfWriter } from './language-of-writer.ts'
import type { CampaignParts } from './parts.ts'
import { draftSchema } from './schemas.ts'

const previewSchema = z
  .object({
    subject: z.string().meta({ description: 'As lists of mails show it', example: 'Three new sleep stories' }),
    html: z
      .string()
      .meta({ description: 'The mail for programs that show HTML', example: '<!doctype html><p>Dear reader</p>' }),
    text: z.string().meta({ description: 'The mail for all others', example: 'Dear reader' }),
  })
  .meta({ id: 'CampaignPreview', description: 'What a campaign looks like' })

export function preview(app: App, { guard, db, frontendUrl, supportEmail }: CampaignParts): void {
  permissionRoute(app, guard, 'manage_newsletter', {
    method: 'POST',
    url: '/api/studio/campaigns/preview',
    schema: {
      operationId: 'previewCampaign',
      tags: ['studio'],
      summary: 'See what a campaign looks like',
      description:
        'Both parts of the mail, of what was written so far; nothing is kept. Its links to preferences and end lead nowhere.',
      body: draftSchema,
      response: { 200: previewSchema, ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const language = languageOfWriter(member, request)
      const house = { frontendUrl, supportEmail }
      const nowhere = {
        page: `${frontendUrl}/newsletter/unsubscribe`,
        preferences: `${frontendUrl}/newsletter/preferences`,
      }
      const draft = await letterOfDraft(db, request.body, { frontendUrl, language })
      const letter = withFooter(draft, nowhere, frontendUrl)
      return { subject: letter.subject, html: asHtml(letter, house), text: asText(letter, house) }
    },
  })
}
