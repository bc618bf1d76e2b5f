import { timingSafeEqual } from 'node:crypto'
import type { StreamKeys } from '@better-and-bliss/stream-token'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'

/**
 * What asks whether a request comes from an edge: it bears the key that edges derive from the streaming secret, the previous one
 * during a rotation, too.
 *
 * @returns a function that throws AppError `unauthenticated` for everybody else.
 */
export function edgeKeyCheck(keys: StreamKeys): (request: Pick<FastifyRequest, 'headers'>) => void {
  const expected = [keys.current, keys.previous].flatMap((key) =>
    key ? [Buffer.from(`Bearer ${revocationFeedKey(key)}`)] : [],
  )
  return ({ headers }) => {
    const sent = Buffer.from(headers.authorization ?? '')
    if (!expected.some((key) => key.length === sent.length && timingSafeEqual(key, sent))) {
      throw new AppError('unauthenticated', 'Not authenticated')
    }
  }
}
