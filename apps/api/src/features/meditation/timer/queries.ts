import type { Database } from '../../../db/database.ts'
import { type Preset, storedAmbientSounds } from './schemas.ts'

/** The oldest first. */
export async function selectPresets(db: Database, userId: string): Promise<Preset[]> {
  const rows = await db.query<Omit<Preset, 'ambient_sounds'> & { ambient_sounds: unknown }>(
    'timer_presets',
    `select id, name, minutes, preparation_seconds, interval_minutes, start_bell, end_bell, ambient_sounds
     from timer_presets where user_id = $1 order by created_at, id`,
    [userId],
  )
  return rows.map((row) => ({ ...row, ambient_sounds: storedAmbientSounds.parse(row.ambient_sounds) }))
}

/** Those of one member are counted and stored one after another: whoever locks the member's row is alone. */
export async function lockPresets(tx: Database, userId: string): Promise<void> {
  await tx.query('timer_lock_presets', 'select 1 from users where id = $1 for update', [userId])
}

export async function countOtherPresets(db: Database, { id, userId }: { id: string; userId: string }): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'timer_count_other_presets',
    'select count(*)::integer as total from timer_presets where user_id = $1 and id <> $2',
    [userId, id],
  )
  return row?.total ?? 0
}

/** Stores it, in place of the one that had its id. */
export async function upsertPreset(db: Database, userId: string, preset: Preset): Promise<void> {
  await db.query(
    'timer_upsert_preset',
    `insert into timer_presets (user_id, id, name, minutes, preparation_seconds, interval_minutes, start_bell, end_bell,
       ambient_sounds)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (user_id, id) do update set name = excluded.name, minutes = excluded.minutes,
       preparation_seconds = excluded.preparation_seconds, interval_minutes = excluded.interval_minutes,
       start_bell = excluded.start_bell, end_bell = excluded.end_bell,
       ambient_sounds = excluded.ambient_sounds`,
    [
      userId,
      preset.id,
      preset.name,
      preset.minutes,
      preset.preparation_seconds,
      preset.interval_minutes,
      preset.start_bell,
      preset.end_bell,
      JSON.stringify(preset.ambient_sounds),
    ],
  )
}

export async function deletePresetRow(db: Database, { id, userId }: { id: string; userId: string }): Promise<void> {
  await db.query('timer_delete_preset', 'delete from timer_presets where user_id = $1 and id = $2', [userId, id])
}
