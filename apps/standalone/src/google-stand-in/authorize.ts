import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { choicePage, refusalPage } from './page.ts'
import { redirectUriOf, type StandInParts, type StandInSettings } from './parts.ts'
import { chosenPerson, type Person } from './people.ts'

const CODE_LIFE_MS = 60_000

/** The page on which a person is chosen, and what becomes of the choice. */
export function authorize(app: FastifyInstance, parts: StandInParts): void {
  const asked = authorization(parts.settings)

  app.get('/authorize', (request, reply) => {
    const query = asked.safeParse(request.query)
    return query.success ? show(reply, 200, choicePage(null)) : refuse(reply, wordsOf(query.error))
  })

  app.post('/authorize', (request, reply) => {
    const query = asked.safeParse(request.query)
    if (!query.success) return refuse(reply, wordsOf(query.error))
    const isOwnForm = [undefined, 'same-origin'].includes(request.headers['sec-fetch-site']?.toString())
    const form = request.body
    if (!isOwnForm || !(form instanceof URLSearchParams)) return refuse(reply, 'This form is not of this page.')
    const { redirect_uri, state } = query.data
    if (form.has('cancel')) return goBack(reply, redirect_uri, { error: 'access_denied', state })
    const choice = chosenPerson(form)
    if ('problem' in choice) return show(reply, 400, choicePage(choice.problem))
    const code = grant(parts, query.data, choice.person)
    return goBack(reply, redirect_uri, { code, state, iss: parts.settings.issuer })
  })
}

/** What the client may ask for. */
function authorization(settings: StandInSettings) {
  const redirectUri = redirectUriOf(settings)
  return z.object({
    client_id: z.literal(settings.clientId, 'client_id is not the one that is known here'),
    redirect_uri: z.literal(redirectUri, `redirect_uri must be ${redirectUri}`),
    response_type: z.literal('code', 'response_type must be code'),
    scope: z.string('scope is missing').regex(/\bopenid\b/, 'scope must contain openid'),
    state: z.string('state is missing').min(1, 'state is empty').max(512, 'state is too long'),
    nonce: z.string().max(512, 'nonce is too long').optional(),
    code_challenge: z.string('code_challenge is missing').regex(/^[\w-]{43}$/, 'code_challenge must be of SHA-256'),
    code_challenge_method: z.literal('S256', 'code_challenge_method must be S256'),
  })
}

/** @returns a code that is good for a minute and one use. */
function grant(
  { grants, nowMs, randomBytes }: StandInParts,
  { nonce, code_challenge: codeChallenge }: z.infer<ReturnType<typeof authorization>>,
  person: Person,
): string {
  for (const [code, { expiresAtMs }] of grants) if (expiresAtMs <= nowMs()) grants.delete(code)
  const code = randomBytes(32).toString('base64url')
  grants.set(code, { person, nonce, codeChallenge, expiresAtMs: nowMs() + CODE_LIFE_MS })
  return code
}

function goBack(reply: FastifyReply, redirectUri: string, parameters: Record<string, string>): FastifyReply {
  return reply.redirect(`${redirectUri}?${new URLSearchParams(parameters).toString()}`, 303)
}

function refuse(reply: FastifyReply, why: string): FastifyReply {
  return show(reply, 400, refusalPage(why))
}

function show(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').send(page)
}

function wordsOf({ issues }: z.ZodError): string {
  return `The application asked in a way that Google would refuse, too: ${issues.map(({ message }) => message).join('; ')}.`
}
