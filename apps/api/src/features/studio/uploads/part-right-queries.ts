import type { Database } from '../../../db/database.ts'

interface Claim {
  id: string
  /** Names the request. */
  writer: string
  part: number
  /** How much has arrived, as far as the request knows. */
  received: number
  nowMs: number
  /** A request that began earlier to write a part, and has not ended, is over: its process was killed. */
  lapsedBeforeMs: number
}

/**
 * Takes the right to write a part, before it is written: of two requests at once, each would overwrite what the other one was
 * acknowledged. @returns false if another one has it, or the upload does not stand where it stood.
 */
export async function claimPart(db: Database, claim: Claim): Promise<boolean> {
  const rows = await db.query(
    'studio_claim_part',
    `update uploads set writer = $2, writes_part = $3, writes_since = to_timestamp($5::float8 / 1000)
     where id = $1 and received = $4 and state = 'receiving'
       and (writer is null or writer = $2 or writes_part < $3 or writes_since < to_timestamp($6::float8 / 1000))
     returning id`,
    [claim.id, claim.writer, claim.part, claim.received, claim.nowMs, claim.lapsedBeforeMs],
  )
  return rows.length > 0
}

/** A request still writes its part. */
export async function renewPart(db: Database, { id, writer, nowMs }: Pick<Claim, 'id' | 'writer' | 'nowMs'>) {
  await db.query(
    'studio_renew_part',
    'update uploads set writes_since = to_timestamp($3::float8 / 1000) where id = $1 and writer = $2',
    [id, writer, nowMs],
  )
}

/** A request writes no more. */
export async function releaseParts(db: Database, { id, writer }: Pick<Claim, 'id' | 'writer'>): Promise<void> {
  await db.query('studio_release_parts', 'update uploads set writer = null where id = $1 and writer = $2', [id, writer])
}
