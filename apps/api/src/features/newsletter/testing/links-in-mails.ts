import { mailsTo } from '../../../testing/mails.ts'
import type { TestServer } from '../../../testing/test-server.ts'

/** The token of the last link that was mailed to an address. */
export async function mailedToken(server: TestServer, email: string): Promise<string> {
  const mail = (await mailsTo(server, email)).at(-1)
  if (!mail || !('link' in mail)) throw new Error(`No link was mailed to ${email}`)
  return new URL(mail.link).searchParams.get('token') ?? ''
}

/** Somebody who subscribed and confirmed. @returns the token that ends it. */
export async function subscribed(server: TestServer, email: string): Promise<string> {
  await server.request('POST', '/api/newsletter/subscribe', { body: { email } })
  const token = await mailedToken(server, email)
  const response = await server.request('POST', '/api/newsletter/confirm', { body: { token } })
  return response.json().manage_token
}

export async function statusOf({ db }: Pick<TestServer, 'db'>, email: string): Promise<string | undefined> {
  const [row] = await db.query<{ status: string }>('', 'select status from newsletter_subscribers where email = $1', [
    email,
  ])
  return row?.status
}
