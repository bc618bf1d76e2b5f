import type { Database } from '../../../db/database.ts'
import { publish } from '../../../testing/catalogue-rows.ts'
import { PASSWORD, signUp } from '../../../testing/members.ts'
import { breathing, insertPhases, insertPractice, insertStream, startSession } from '../../../testing/practice-rows.ts'
import type { TestServer } from '../../../testing/test-server.ts'

const DEVICE = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'

export interface Person {
  email: string
  name: string
  cookies: string
  userId: string
  sub: string
  /** Texts that are theirs alone. */
  traces: string[]
}

let people = 0
/** Somebody of whom there is a row in every table that can have one. */
export async function fullMember(server: TestServer, nick: string): Promise<Person> {
  const email = `${nick}@example.com`
  const { db } = server
  people += 1
  const ip = `203.0.113.${people}0`
  const cookies = await signUp(server, email)
  const name = `Name of ${nick}`
  await server.request('PUT', '/auth/profile', { cookies, body: { display_name: name } })
  const userAgent = `${DEVICE} ${nick}-agent`
  await server.request('POST', '/auth/login', {
    body: { email, password: PASSWORD },
    headers: { 'user-agent': userAgent },
  })
  await db.query('', `update sign_ins set country = 'CH' where device = $1`, [userAgent])
  await server.request('POST', '/auth/profile/email', { cookies, body: { email: `new.${email}`, password: PASSWORD } })
  const item = await publish(server, { title: `Ocean of ${nick}` })
  const session = await insertPractice(db, { email, startedAt: '2026-02-01T07:00:00Z', contentId: item })
  await insertPhases(db, session, breathing(3))
  await insertStream(db, await startSession(server, cookies), { of: `${nick}-metrics` })
  await server.request('GET', `/api/streaming/content/${item}/stream`, {
    cookies,
    headers: { 'user-agent': userAgent },
  })
  await server.request('PUT', `/api/streaming/content/${item}/position`, {
    cookies,
    body: { position_seconds: 60, sequence: 1 },
  })
  await server.request('PUT', `/api/favourites/${item}`, { cookies })
  await server.request('PUT', `/api/home/dismissed/${item}`, { cookies })
  await db.query(
    '',
    `insert into video_analytics (content_id, user_id, session_id, watch_duration, ip_address, user_agent)
     select $2, id, $3, 60, $4, $5 from users where email = $1`,
    [email, item, `${nick}-view`, ip, userAgent],
  )
  await db.query('', `insert into newsletter_subscribers (email, name, client_ip) values ($1, $2, $3)`, [
    email,
    name,
    ip,
  ])
  const [row] = await db.query<{ id: string; sub: string }>(
    '',
    'select id, cognito_sub as sub from users where email = $1',
    [email],
  )
  const { id: userId = '', sub = '' } = row ?? {}
  await db.query('', `insert into identity_external_accounts (provider, subject, sub) values ('google', $1, $2)`, [
    `${nick}-google`,
    sub,
  ])
  const traces = [email, name, ip, `${nick}-agent`, `${nick}-view`, `${nick}-google`, `${nick}-metrics`, userId]
  return { email, name, cookies, userId, sub, traces }
}

/** Where a text stands: every row of every table is looked at. */
export async function tablesWith(db: Database, trace: string): Promise<string[]> {
  const hex = Buffer.from(trace).toString('hex')
  const tables = await db.query<{ name: string }>(
    '',
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await db.query('', `select 1 from ${name} t where t::text ilike $1 or t::text like $2 limit 1`, [
      `%${trace}%`,
      `%${hex}%`,
    ])
    if (rows.length > 0) found.push(name)
  }
  return found.toSorted()
}
