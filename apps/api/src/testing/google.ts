import type { LightMyRequestResponse } from 'fastify'
import { type MutableResponse, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import type { TestServer } from './test-server.ts'

/** A foreign provider of OpenID Connect that stands for Google over real HTTP. */
export interface GoogleProvider extends AsyncDisposable {
  /** What settings make of it. */
  environment: Record<string, string>
  /** What it says of whoever comes, until something else is set. */
  claims: Record<string, unknown>
  /** What its token endpoint answers instead, once. */
  answerOnce(response: Partial<MutableResponse>): void
  /** Refuses connections from now on. */
  stop(): Promise<void>
}

/** A verified person. */
export const GWEN = {
  sub: '110000000000000000001',
  email: 'gwen@example.com',
  email_verified: true,
  name: 'Gwen Guest',
}

export async function googleProvider(): Promise<GoogleProvider> {
  const server = new OAuth2Server()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  const provider: GoogleProvider = {
    environment: {
      GOOGLE_ISSUER: server.issuer.url ?? '',
      GOOGLE_CLIENT_ID: 'client-of-tests',
      GOOGLE_CLIENT_SECRET: 'secret-of-tests',
    },
    claims: { ...GWEN },
    answerOnce: (response) => {
      server.service.once('beforeResponse', (answer: MutableResponse) => void Object.assign(answer, response))
    },
    stop: () => server.stop(),
    [Symbol.asyncDispose]: async () => {
      if (server.listening) await server.stop()
    },
  }
  server.service.on('beforeTokenSigning', (token: MutableToken) => {
    // Access tokens pass here, too, which nobody reads.
    Object.assign(token.payload, provider.claims)
  })
  return provider
}

/** A browser, as far as it keeps cookies and follows redirects when it is told to. */
export function visitor(server: Pick<TestServer, 'request'>) {
  const jar = new Map<string, string>()
  const strict = new Set<string>()

  /** Strict cookies stay away from where another site led to. */
  function cookiesFor(url: string): string {
    const isSent = (name: string) => !url.startsWith('/auth/callback') || !strict.has(name)
    return [...jar].flatMap(([name, value]) => (isSent(name) ? [`${name}=${value}`] : [])).join('; ')
  }

  async function open(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return keep(await server.request('GET', url, { cookies: cookiesFor(url), headers }))
  }

  async function post(url: string, body: object): Promise<LightMyRequestResponse> {
    return keep(await server.request('POST', url, { cookies: cookiesFor(url), body }))
  }

  function keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value, sameSite } of response.cookies) {
      if (value === '') jar.delete(name)
      else jar.set(name, value)
      if (sameSite === 'Strict') strict.add(name)
    }
    return response
  }

  /** Leaves for Google. @returns the address there. */
  async function leave(returnTo?: string): Promise<URL> {
    const query = returnTo === undefined ? '' : `?${new URLSearchParams({ return: returnTo }).toString()}`
    return new URL(locationOf(await open(`/auth/google${query}`)))
  }

  return {
    jar,
    open,
    post,
    leave,
    /** Leaves, signs in there, and comes back. @returns where that leads, without the host. */
    signIn: async (returnTo?: string) => pathOf(await open(await atGoogle(await leave(returnTo)))),
  }
}

/** Signs in at Google. @returns the address that it leads back to, without the host. */
export async function atGoogle(url: URL): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' })
  const back = new URL(response.headers.get('location') ?? '')
  return back.pathname + back.search
}

export function locationOf({ headers }: LightMyRequestResponse): string {
  return String(headers.location)
}

export function pathOf(response: LightMyRequestResponse): string {
  const { pathname, search } = new URL(locationOf(response))
  return pathname + search
}
