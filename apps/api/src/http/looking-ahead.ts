import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/**
 * For what can be had once: refuses HEAD, and what a browser fetches before anybody asks for it.
 *
 * @throws AppError `forbidden`
 */
export function refuseLookingAhead({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): void {
  if (method === 'GET' && headers['sec-purpose'] === undefined && headers.purpose === undefined) return
  throw new AppError('forbidden', 'This works once. Open it when you need it.')
}
