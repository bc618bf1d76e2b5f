import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { scopeOf } from '../content/rights.ts'
import { lockOwnJob } from './job-queries.ts'

/** A conversion of an item that the member looks after, until the transaction ends. @throws AppError `not_found` */
export async function ownJob(tx: Database, { id, member }: { id: string; member: Member }) {
  const job = await lockOwnJob(tx, { id, ownerId: scopeOf(member) })
  if (!job) throw new AppError('not_found', 'There is no conversion with this id of an item that you look after.')
  return job
}
