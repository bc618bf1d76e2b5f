import type { Tier } from '@better-and-bliss/membership'
import { setStanding, signUp } from '../../../testing/members.ts'
import type { TestServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'
export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1'

interface Ask {
  item?: string
  /** The user agent. */
  from?: string
  renews?: string
  takesOver?: string
  at?: TestServer
}

interface Person {
  email: string
  cookies: string
}

/** Members with players, at `server` unless they say otherwise; what changes is known to the processes of `others`, too. */
export function playersOf(server: TestServer, others: TestServer[], item: string) {
  let people = 0

  async function become(tier: Tier, { email, cookies }: Person): Promise<void> {
    await setStanding(server.db, email, { tier })
    for (const at of [server, ...others]) {
      await until(async () => (await at.request('GET', '/auth/me', { cookies })).json().subscription_tier === tier)
    }
  }

  const stream = (cookies: string, { renews, takesOver, from = FIREFOX, at = server, ...ask }: Ask = {}) => {
    const query = new URLSearchParams({
      ...(renews && { session_id: renews }),
      ...(takesOver && { take_over: takesOver }),
    })
    return at.request('GET', `/api/streaming/content/${ask.item ?? item}/stream?${query.toString()}`, {
      cookies,
      headers: { 'user-agent': from },
    })
  }

  return {
    become,
    stream,
    member: async (tier: Tier = 'free'): Promise<Person> => {
      people += 1
      const email = `person.${people}@example.com`
      const person = { email, cookies: await signUp(server, email) }
      if (tier !== 'free') await become(tier, person)
      return person
    },
    /** @returns the stream's id. */
    start: async (cookies: string, ask: Ask = {}): Promise<string> => {
      const response = await stream(cookies, ask)
      if (response.statusCode !== 200) throw new Error(response.body)
      return response.json().stream_session.id
    },
    running: async (cookies: string): Promise<string[]> => {
      const { streams } = (await server.request('GET', '/api/streaming/sessions', { cookies })).json()
      return streams.map(({ id }: { id: string }) => id)
    },
    /** One heartbeat; it is stored when this resolves. */
    beat: async (id: string, cookies: string, at = server) => {
      const answer = await at.request('POST', `/api/streaming/sessions/${id}/heartbeat`, { cookies })
      await at.parts.streaming.renewals.flush()
      return answer
    },
    end: (id: string, cookies: string) => server.request('DELETE', `/api/streaming/sessions/${id}`, { cookies }),
    /** Whether the edges are told that it has ended. */
    isRevoked: async (id: string): Promise<boolean> =>
      (await server.db.query('', `select from revocations where kind = 'stream' and subject = $1`, [id])).length === 1,
  }
}
