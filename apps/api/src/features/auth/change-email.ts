import type { Language } from '@better-and-bliss/membership'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { messageSchema } from '../../http/message.ts'
import { problems } from '../../http/problems.ts'
import { clientKey } from '../../http/rate-limit.ts'
import { requestedLanguage } from '../../http/requested-language.ts'
import { memberRoute } from '../../http/routes.ts'
import { emailAddress } from '../../text/email-address.ts'
import { confirmOwnPassword } from './own-password.ts'
import type { AuthParts } from './parts.ts'
import { userExistsWithEmail } from './queries.ts'
import { enteredPassword } from './schemas.ts'
import { tellAddressExists } from './tell-address-exists.ts'

const body = z.object({ email: emailAddress, password: enteredPassword }).meta({ id: 'ChangeEmail' })

export function changeEmail(app: App, parts: AuthParts): void {
  const { guard, identity } = parts
  memberRoute(app, guard, {
    method: 'POST',
    url: '/auth/profile/email',
    schema: {
      operationId: 'changeEmail',
      tags: ['auth'],
      summary: 'Ask for another email address',
      description:
        'Mails a code to the new address; `/auth/profile/email/confirm` takes it. Until then nothing changes. An address that ' +
        'has an account is answered alike, and gets no code; its owner is told by a mail.',
      body,
      response: { 200: messageSchema, ...problems(400, 401, 403, 413, 415, 422, 429, 503) },
    },
    handler: async (request, member) => {
      const { email, password } = request.body
      await confirmOwnPassword(parts, { member, password, client: clientKey(request) })
      const language = member.language ?? requestedLanguage(request)
      await identity.startEmailChange({ sub: member.sub, accessToken: guard.accessToken(request) }, email, language)
      await tellOwner(parts, { to: email, language })
      return { success: true as const, message: 'Enter the code that we sent to the new address.' }
    },
  })
}

/** The mail is written for a free address, too, and taken back: the same time for both. */
async function tellOwner(parts: AuthParts, owner: { to: string; language: Language | null }): Promise<void> {
  await parts.db.transaction(async (tx) => {
    await tx.query('', 'savepoint owner_mail')
    await tellAddressExists(tx, parts, owner)
    const isTaken = await userExistsWithEmail(tx, owner.to)
    await tx.query('', isTaken ? 'release savepoint owner_mail' : 'rollback to savepoint owner_mail')
  })
}
