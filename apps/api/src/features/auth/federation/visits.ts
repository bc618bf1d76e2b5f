import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../errors.ts'
import { refuseLookingAhead } from '../../../http/looking-ahead.ts'

/**
 * Refuses what only looks ahead, and what another page embeds or fetches: a code works once, and signing in is for a
 * person who sees where they are.
 *
 * @throws AppError `forbidden`
 */
export function onlyVisits(request: Pick<FastifyRequest, 'method' | 'headers'>): void {
  refuseLookingAhead(request)
  const target = request.headers['sec-fetch-dest']
  if (target === undefined || target === 'document') return
  throw new AppError('forbidden', 'Open this address in the window of a browser.')
}
