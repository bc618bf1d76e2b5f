import type { FastifyRequest } from 'fastify'
import { AppError } from '../../../errors.ts'

/**
 * Refuses what only looks ahead (HEAD, prefetching), and what another page embeds or fetches: a code works once, and
 * signing in is for a person who sees where they are.
 *
 * @throws AppError `forbidden`
 */
export function onlyVisits({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  const target = headers['sec-fetch-dest']
  const isVisit = method === 'GET' && headers['sec-purpose'] === undefined && headers.purpose === undefined
  if (isVisit && (target === undefined || target === 'document')) return
  throw new AppError('forbidden', 'Open this address in the window of a browser.')
}
