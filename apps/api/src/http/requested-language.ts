import { acceptedLanguages } from '@better-and-bliss/http'
import { firstLanguage, type Language } from '@better-and-bliss/membership'
import type { FastifyRequest } from 'fastify'

/** The first language that a request asks for of those that there are; null where it asks for none of them. */
export function requestedLanguage({ headers }: Pick<FastifyRequest, 'headers'>): Language | null {
  return firstLanguage(acceptedLanguages(headers['accept-language'])) ?? null
}
