import type { Language } from '@better-and-bliss/membership'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import type { App } from '../../http/app.ts'
import { captchaToken, requirePerson } from '../../http/captcha.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { limitClient } from '../../http/rate-limit.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import { publicRoute } from '../../http/routes.ts'
import { TOPICS } from '../../members/newsletter-topics.ts'
import { emailAddress } from '../../text/email-address.ts'
import type { NewsletterParts } from './parts.ts'
import { addPending, noteMailed, type Subscriber } from './queries.ts'
import { subscriberName, subscriberSource } from './subscription.ts'
import { selectSuppression } from './suppressions.ts'

const body = z
  .object({
    email: emailAddress,
    name: subscriberName
      .nullish()
      .meta({ description: 'What the person is called; never stands in a mail before they confirm', example: 'Ada' }),
    source: subscriberSource.nullish().meta({ description: 'Where the form stands', example: 'homepage' }),
    captcha_token: captchaToken,
  })
  .meta({ id: 'Subscribe', description: 'Who wants the newsletter' })

const DAY_MS = 86_400_000
/** A mailbox that did not exist, or was full, may be whole again. */
const BOUNCE_COUNTS_MS = 30 * DAY_MS

export function subscribe(app: App, parts: NewsletterParts): void {
  publicRoute(app, {
    method: 'POST',
    url: '/api/newsletter/subscribe',
    schema: {
      operationId: 'subscribeToNewsletter',
      tags: ['newsletter'],
      summary: 'Subscribe to newsletter',
      description:
        'Mails a link to the address, once a day at the most; the newsletter begins when the owner of the mailbox confirms. The ' +
        'answer is the same for every address, whether it is subscribed already, was unsubscribed, or must not be written to. The ' +
        'mail speaks what its reader has chosen for an account, else the first language of `Accept-Language` that there is.',
      body,
      response: { 200: messageSchema, ...problems(400, 403, 413, 415, 422, 429, 503) },
    },
    before: (request, reply) => limitClient(parts.limitSubscribe, request, reply),
    handler: async (request) => {
      const { email, name = null, source = null, captcha_token: token } = request.body
      await requirePerson(parts.captcha, { token, action: 'newsletter' })
      const asked = { email, name, source, clientIp: request.ip, topics: TOPICS, nowMs: parts.clock.nowMs() }
      await parts.db.transaction(async (tx) => {
        const subscriber = await addPending(tx, asked)
        if (!(await mayBeMailed(tx, parts, subscriber))) return
        await noteMailed(tx, { ...asked, id: subscriber.id })
        await mailTo(tx, parts, { ...subscriber, language: requestedLanguage(request) })
      })
      return {
        success: true as const,
        message:
          'Look into your mailbox: a mail with a link is on its way. The newsletter begins when you open it and confirm.',
      }
    },
  })
}

async function mayBeMailed(
  tx: Database,
  { clock, hashEmail }: NewsletterParts,
  { email, mailed_at }: Subscriber,
): Promise<boolean> {
  const suppression = await selectSuppression(tx, hashEmail(email))
  if (suppression?.reason === 'complained') return false
  const agoMs = (at: Date) => clock.nowMs() - at.getTime()
  if (suppression?.reason === 'bounced' && agoMs(suppression.at) < BOUNCE_COUNTS_MS) return false
  return mailed_at === null || agoMs(mailed_at) >= DAY_MS
}

async function mailTo(
  tx: Database,
  { clock, sendLater, tokens, links, frontendUrl }: NewsletterParts,
  { id, email: to, status, language }: Subscriber & { language: Language | null },
): Promise<void> {
  const askedAtSeconds = Math.floor(clock.nowMs() / 1000)
  const cause = `newsletter:${id}:${askedAtSeconds}`
  if (status === 'active') {
    const { preferences: link } = links(id)
    return sendLater(tx, { to, cause, mail: { kind: 'newsletter_known', link }, language })
  }
  const token = tokens.confirm.sign({ subscriberId: id, askedAtSeconds })
  const link = `${frontendUrl}/newsletter/confirm?token=${token}`
  await sendLater(tx, { to, cause, mail: { kind: 'newsletter_confirm', link, oneClick: links(id).oneClick }, language })
}
