import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { acceptBytes } from '../../http/bodies.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { NewsletterParts } from './parts.ts'
import { takeReport } from './take-report.ts'

const LIMIT_BYTES = 300 * 1024

/** Where the topic of Amazon SES posts bounces and complaints to. */
export async function sesNotifications(app: App, parts: NewsletterParts): Promise<void> {
  await acceptBytes(app, { contentType: 'text/plain', limitBytes: LIMIT_BYTES }, (scope) => {
    publicRoute(scope, {
      method: 'POST',
      url: '/api/newsletter/ses-notifications',
      unlimited: true,
      schema: {
        operationId: 'takeSesNotification',
        tags: ['newsletter'],
        summary: 'What became of mails that Amazon SES sent (for Amazon SNS)',
        description:
          'Takes what the topic of SES_NOTIFICATIONS_TOPIC_ARN posts, as `text/plain`. Its signature is checked; a subscription is ' +
          'confirmed by itself. Bounces for good and complaints end the subscription to the newsletter. Told again, it answers the same.',
        response: { 204: z.null(), ...problems(400, 403, 404, 413, 415, 503) },
      },
      handler: async ({ body }, reply) => {
        if (!parts.mailNotifications) throw new AppError('not_found', 'This installation has no topic of Amazon SES')
        const reports = await parts.mailNotifications.read(String(body))
        for (const report of reports) await takeReport(parts, report, { trusted: true })
        reply.code(204)
      },
    })
  })
}
