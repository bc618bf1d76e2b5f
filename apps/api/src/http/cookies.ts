import type { FastifyReply } from 'fastify'
import type { Clock } from '../ports/clock.ts'
import type { TokenSet } from '../ports/identity-provider.ts'

const ACCESS_COOKIE = 'access_token'
const REFRESH_COOKIE = 'refresh_token'
const DEVICE_COOKIE = 'known_device'
const CHALLENGE_COOKIE = 'login_challenge'
/** Nothing else asks who knows a device, or answers a challenge. */
const AUTH_PATH = '/auth'
/** As long as an identity provider waits for an answer, at the most. */
const CHALLENGE_LIFE_SECONDS = 900

/** Reads, sets and clears the two session cookies, the one of a known device and that of a sign-in that asks for more. */
export interface SessionCookies {
  /** Their Max-Age is the tokens' true remaining life. */
  set(reply: FastifyReply, tokens: TokenSet): void
  clear(reply: FastifyReply): void
  setDevice(reply: FastifyReply, device: { cookie: string; lifeSeconds: number }): void
  setChallenge(reply: FastifyReply, cookie: string): void
  clearChallenge(reply: FastifyReply): void
  /** One that has to come back from another site's page, unlike those of the session: Lax. An empty value clears it. */
  setPassing(reply: FastifyReply, cookie: PassingCookie & { value: string; lifeSeconds: number }): void
  /** Each takes the Cookie header of a request. */
  accessToken(header: string): string | undefined
  refreshToken(header: string): string | undefined
  device(header: string): string | undefined
  challenge(header: string): string | undefined
  passing(header: string, name: string): string | undefined
}

/** Where it is sent, and nowhere else. */
export interface PassingCookie {
  name: string
  path: string
}

export interface CookieSettings {
  secure: boolean
  sameSite: 'strict' | 'lax'
  domain: string | undefined
  /**
   * What tells this installation's cookies from those of another one on the same host, because browsers do not tell ports
   * apart. The specified names are set, too, and read where ours are missing. Empty: the specified names alone.
   */
  suffix: string
}

export function sessionCookies(settings: CookieSettings, clock: Clock): SessionCookies {
  const { suffix } = settings
  const options = {
    httpOnly: true,
    secure: settings.secure,
    sameSite: settings.sameSite,
    path: '/',
    ...(settings.domain && { domain: settings.domain }),
  }
  const namesOf = (name: string) => (suffix ? [name, `${name}${suffix}`] : [name])
  const [accessNames, refreshNames] = [namesOf(ACCESS_COOKIE), namesOf(REFRESH_COOKIE)]
  const read = (header: string, name: string) =>
    (suffix ? readCookie(header, `${name}${suffix}`) : undefined) ?? readCookie(header, name)
  return {
    set: (reply, tokens) => {
      const nowSeconds = Math.floor(clock.nowMs() / 1000)
      const life = (expiresAtSeconds: number) => ({ ...options, maxAge: expiresAtSeconds - nowSeconds })
      for (const name of accessNames) reply.setCookie(name, tokens.accessToken, life(tokens.accessExpiresAtSeconds))
      for (const name of refreshNames) reply.setCookie(name, tokens.refreshToken, life(tokens.refreshExpiresAtSeconds))
    },
    clear: (reply) => {
      for (const name of [...accessNames, ...refreshNames]) reply.clearCookie(name, options)
    },
    setDevice: (reply, { cookie, lifeSeconds }) => {
      reply.setCookie(`${DEVICE_COOKIE}${suffix}`, cookie, { ...options, path: AUTH_PATH, maxAge: lifeSeconds })
    },
    setChallenge: (reply, cookie) => {
      const life = { path: AUTH_PATH, maxAge: CHALLENGE_LIFE_SECONDS }
      reply.setCookie(`${CHALLENGE_COOKIE}${suffix}`, cookie, { ...options, ...life })
    },
    clearChallenge: (reply) => {
      reply.clearCookie(`${CHALLENGE_COOKIE}${suffix}`, { ...options, path: AUTH_PATH })
    },
    setPassing: (reply, { name, path, value, lifeSeconds: maxAge }) => {
      const { httpOnly, secure } = options
      reply.setCookie(`${name}${suffix}`, value, { httpOnly, secure, sameSite: 'lax', path, maxAge })
    },
    accessToken: (header) => read(header, ACCESS_COOKIE),
    refreshToken: (header) => read(header, REFRESH_COOKIE),
    device: (header) => readCookie(header, `${DEVICE_COOKIE}${suffix}`),
    challenge: (header) => readCookie(header, `${CHALLENGE_COOKIE}${suffix}`),
    passing: (header, name) => readCookie(header, `${name}${suffix}`),
  }
}

/** Finds one cookie in a Cookie header without parsing the others; our values need no decoding. */
function readCookie(header: string, name: string): string | undefined {
  const start = header.startsWith(`${name}=`) ? 0 : header.indexOf(`; ${name}=`) + 2
  if (start === 1) return undefined
  const from = start + name.length + 1
  const end = header.indexOf(';', from)
  return header.slice(from, end < 0 ? undefined : end)
}
