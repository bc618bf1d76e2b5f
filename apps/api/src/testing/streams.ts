import type { Database } from '../db/database.ts'

/** All streams lapse: a test that is about something else begins more than a member has places for. */
export async function letStreamsLapse(db: Database): Promise<void> {
  await db.query('test_lapse', 'update stream_sessions set place = null where place is not null and ended_at is null')
}
