import type { Database } from '../../db/database.ts'

export interface RoutineRow {
  id: string
  name: string
  steps: unknown
  version: number
  updated_at: Date
}

interface Own {
  id: string
  userId: string
}

interface RoutineChange extends Own {
  name: string
  steps: readonly object[]
  nowMs: number
}

const COLUMNS = 'id, name, steps, version, updated_at'

/** The oldest first. */
export function selectRoutines(
  db: Database,
  userId: string,
): Promise<(Omit<RoutineRow, 'steps'> & { step_count: number })[]> {
  return db.query(
    'routines_of_member',
    `select id, name, version, updated_at, jsonb_array_length(steps) as step_count
     from routines where user_id = $1 order by created_at, id`,
    [userId],
  )
}

export async function selectRoutine(db: Database, { id, userId }: Own): Promise<RoutineRow | undefined> {
  const [row] = await db.query<RoutineRow>(
    'routines_one',
    `select ${COLUMNS} from routines where user_id = $1 and id = $2`,
    [userId, id],
  )
  return row
}

/** Routines of one member are counted and stored one after another: whoever locks the member's row is alone. */
export async function lockRoutines(tx: Database, userId: string): Promise<void> {
  await tx.query('routines_lock', 'select 1 from users where id = $1 for update', [userId])
}

export async function countRoutines(db: Database, userId: string): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'routines_count',
    'select count(*)::integer as total from routines where user_id = $1',
    [userId],
  )
  return row?.total ?? 0
}

export async function insertRoutine(db: Database, routine: RoutineChange): Promise<RoutineRow> {
  const [row] = await db.query<RoutineRow>(
    'routines_insert',
    `insert into routines (user_id, id, name, steps, updated_at) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))
     returning ${COLUMNS}`,
    [routine.userId, routine.id, routine.name, JSON.stringify(routine.steps), routine.nowMs],
  )
  return stored(row)
}

export async function updateRoutine(db: Database, routine: RoutineChange): Promise<RoutineRow> {
  const [row] = await db.query<RoutineRow>(
    'routines_update',
    `update routines set name = $3, steps = $4, updated_at = to_timestamp($5::float8 / 1000), version = version + 1
     where user_id = $1 and id = $2 returning ${COLUMNS}`,
    [routine.userId, routine.id, routine.name, JSON.stringify(routine.steps), routine.nowMs],
  )
  return stored(row)
}

export async function deleteRoutineRow(db: Database, { id, userId }: Own): Promise<void> {
  await db.query('routines_delete', 'delete from routines where user_id = $1 and id = $2', [userId, id])
}

function stored(row: RoutineRow | undefined): RoutineRow {
  if (!row) throw new Error('A routine was not stored')
  return row
}
