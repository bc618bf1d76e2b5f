import type { Database } from '../../db/database.ts'

export interface Reflection {
  mood_before?: number | null | undefined
  mood_after?: number | null | undefined
  note?: string | null | undefined
}

/** What is undefined stays. @returns whether there is such a session of theirs. */
export async function updateReflection(
  db: Database,
  { id, userId }: { id: string; userId: string },
  said: Reflection,
): Promise<boolean> {
  const rows = await db.query(
    'meditation_update_reflection',
    `update meditation_sessions
     set mood_before = case when $3 then $4::smallint else mood_before end,
       mood_after = case when $5 then $6::smallint else mood_after end,
       note = case when $7 then $8::text else note end,
       updated_at = now()
     where id = $1 and user_id = $2 returning id`,
    [
      id,
      userId,
      said.mood_before !== undefined,
      said.mood_before ?? null,
      said.mood_after !== undefined,
      said.mood_after ?? null,
      said.note !== undefined,
      said.note ?? null,
    ],
  )
  return rows.length > 0
}
