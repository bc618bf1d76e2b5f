import { LANGUAGES, type Language } from '@better-and-bliss/membership'
import type { FastifyRequest } from 'fastify'
import type { Member } from '../../access/member.ts'
import { requestedLanguage } from '../../http/requested-language.ts'

/** A campaign speaks, around its own words, as its writer does. */
export function languageOfWriter({ language }: Member, request: FastifyRequest): Language {
  return language ?? requestedLanguage(request) ?? LANGUAGES[0]
}
