import { signIn, signUp } from '../../../../testing/members.ts'
import type { TestServer } from '../../../../testing/test-server.ts'
import { type CircleClient, followCircle, openedCircle } from './circle-client.ts'

export const EMAILS = ['ada', 'bea', 'cleo', 'dora'].map((name) => `${name}@example.com`)

export async function signUpAll(server: TestServer): Promise<void> {
  for (const email of EMAILS) await signUp(server, email)
}

/** Four members who have joined one circle, of which the first is the host. */
export interface Gathering {
  id: string
  /** The cookies of each. */
  members: string[]
  host: string
  /** Follows the circle as one of them. */
  follow(cookies: string, on?: TestServer): Promise<CircleClient>
  /** All of them follow it, each on the server that is named for them; their sockets are closed with the stack. */
  everybody(stack: AsyncDisposableStack, on: (index: number) => TestServer): Promise<CircleClient[]>
  ask(action: 'begin' | 'end', on?: TestServer): ReturnType<TestServer['request']>
}

/** Gathers them anew: nothing is left of an earlier circle. */
export async function gather(server: TestServer): Promise<Gathering> {
  const members = await Promise.all(EMAILS.map((email) => signIn(server, email)))
  const [host = ''] = members
  await server.db.query('', 'delete from circles')
  const { id } = await openedCircle(server, host)
  // Without the code: how often a member may try one is limited, and a file has many tests.
  await server.db.query(
    '',
    `insert into circle_members (circle_id, user_id, seen_at)
     select $1, id, to_timestamp($2::float8 / 1000) from users where email = any($3) on conflict do nothing`,
    [id, server.clock.nowMs(), EMAILS],
  )
  const follow = (cookies: string, on = server) => followCircle(on.app, { cookies, query: `?circle_id=${id}` })
  return {
    id,
    members,
    host,
    follow,
    everybody: async (stack, on) => {
      const clients = await Promise.all(members.map((cookies, index) => follow(cookies, on(index))))
      for (const client of clients) {
        stack.use(client)
        await client.last('circle')
      }
      return clients
    },
    ask: (action, on = server) => on.request('POST', `/api/meditation/circles/${id}/${action}`, { cookies: host }),
  }
}
