import type { FastifyReply } from 'fastify'
import type { Clock } from '../ports/clock.ts'
import type { TokenSet } from '../ports/identity-provider.ts'

export const ACCESS_COOKIE = 'access_token'
export const REFRESH_COOKIE = 'refresh_token'

/** Sets and clears the two session cookies. Their Max-Age is the tokens' true remaining life. */
export interface SessionCookies {
  set(reply: FastifyReply, tokens: TokenSet): void
  clear(reply: FastifyReply): void
}

interface CookieSettings {
  secure: boolean
  sameSite: 'strict' | 'lax'
  domain: string | undefined
}

export function sessionCookies(settings: CookieSettings, clock: Clock): SessionCookies {
  const options = {
    httpOnly: true,
    secure: settings.secure,
    sameSite: settings.sameSite,
    path: '/',
    ...(settings.domain && { domain: settings.domain }),
  }
  return {
    set: (reply, tokens) => {
      const nowSeconds = Math.floor(clock.nowMs() / 1000)
      const life = (expiresAtSeconds: number) => ({ ...options, maxAge: expiresAtSeconds - nowSeconds })
      reply.setCookie(ACCESS_COOKIE, tokens.accessToken, life(tokens.accessExpiresAtSeconds))
      reply.setCookie(REFRESH_COOKIE, tokens.refreshToken, life(tokens.refreshExpiresAtSeconds))
    },
    clear: (reply) => {
      reply.clearCookie(ACCESS_COOKIE, options)
      reply.clearCookie(REFRESH_COOKIE, options)
    },
  }
}

/** Finds one cookie in a Cookie header without parsing the others; our values need no decoding. */
export function readCookie(header: string, name: string): string | undefined {
  const start = header.startsWith(`${name}=`) ? 0 : header.indexOf(`; ${name}=`) + 2
  if (start === 1) return undefined
  const from = start + name.length + 1
  const end = header.indexOf(';', from)
  return header.slice(from, end < 0 ? undefined : end)
}
