import type { Database } from '../../../db/database.ts'

/** Captions of an item may have changed: their words are to be drawn. Where there are no captions and were none, nothing is. */
export async function noteWordsDue(tx: Database, contentId: string): Promise<void> {
  await tx.query(
    'studio_note_words_due',
    `insert into spoken_words (content_id, due_at)
     select c.id, now() from content c
     where c.id = $1 and (c.captions <> '[]' or exists (select from spoken_words w where w.content_id = c.id))
     on conflict (content_id) do update set due_at = excluded.due_at`,
    [contentId],
  )
}

export interface DueWords {
  content_id: string
  /** Names this attempt. */
  lease: string
}

/**
 * Takes an item whose words are due; others take it when the attempt was not brought to an end ten minutes later.
 *
 * @param contentId null for any.
 */
export async function takeDueWords(db: Database, contentId: string | null): Promise<DueWords | undefined> {
  const [due] = await db.query<DueWords>(
    'studio_take_due_words',
    `update spoken_words set due_at = clock_timestamp() + interval '10 minutes' where content_id = (
       select content_id from spoken_words where due_at <= now() and ($1::uuid is null or content_id = $1)
       order by due_at limit 1 for update skip locked
     ) returning content_id, due_at::text as lease`,
    [contentId],
  )
  return due
}

/** Captions that changed meanwhile are drawn again: theirs is another lease. */
export async function saveWords(db: Database, { content_id, lease }: DueWords, words: string): Promise<void> {
  await db.query(
    'studio_save_words',
    `update spoken_words
     set words = $3, drawn_at = case when words = $3 and drawn_at is not null then drawn_at else clock_timestamp() end, due_at = null
     where content_id = $1 and due_at = $2::timestamptz`,
    [content_id, lease, words],
  )
}
