import { AppError } from '../../../errors.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'

const PAUSE_SECONDS = 30

/**
 * Waits for what is done with the store. @throws AppError `unavailable`, with these words, when our side has no room, or lacks something
 * else; what the line of whoever sends broke off with stays as it is.
 */
export async function whereThereIsRoom<Done>(work: Promise<Done>, words: string): Promise<Done> {
  try {
    return await work
  } catch (error) {
    const isOurs = resourceUnavailable(error) && (error as { code?: string }).code !== 'ECONNRESET'
    if (!isOurs) throw error
    throw new AppError('unavailable', words, { cause: error, retryAfterSeconds: PAUSE_SECONDS })
  }
}
