import type { Database } from '../../../db/database.ts'
import type { ItemFile } from './item-files.ts'

/** Keeps a file that an item is made from no longer. @param former `replacedBy`: a row in `users`. */
export async function insertFormerFile(
  tx: Database,
  former: { id: string; contentId: string; file: ItemFile; replacedBy: string; nowMs: number },
): Promise<void> {
  await tx.query(
    'studio_insert_former_file',
    `insert into former_files (id, content_id, file, replaced_by, replaced_at)
     values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))`,
    [former.id, former.contentId, JSON.stringify(former.file), former.replacedBy, former.nowMs],
  )
}

export interface FormerFileRow {
  id: string
  file: ItemFile
  replaced_at: Date
  by_sub: string | null
  by_name: string | null
}

const MOST_SHOWN = 50

/** What an item was made from, the newest first. */
export function selectFormerFiles(db: Database, contentId: string): Promise<FormerFileRow[]> {
  return db.query<FormerFileRow>(
    'studio_former_files',
    `select f.id, f.file, f.replaced_at, u.cognito_sub as by_sub, u.display_name as by_name
     from former_files f left join users u on u.id = f.replaced_by
     where f.content_id = $1 order by f.replaced_at desc, f.id limit ${MOST_SHOWN}`,
    [contentId],
  )
}

/** Takes a file out of those that are kept; undefined where it is not one of them. */
export async function takeFormerFile(
  tx: Database,
  { id, contentId }: { id: string; contentId: string },
): Promise<ItemFile | undefined> {
  const [row] = await tx.query<{ file: ItemFile }>(
    'studio_take_former_file',
    'delete from former_files where id = $1 and content_id = $2 returning file',
    [id, contentId],
  )
  return row?.file
}

/** Items of which files were replaced before a time. */
export async function selectContentOfFormerFiles(
  db: Database,
  { replacedBeforeMs, limit }: { replacedBeforeMs: number; limit: number },
): Promise<string[]> {
  const rows = await db.query<{ content_id: string }>(
    'studio_content_of_former_files',
    `select distinct content_id from former_files where replaced_at < to_timestamp($1::float8 / 1000) limit $2`,
    [replacedBeforeMs, limit],
  )
  return rows.map(({ content_id: id }) => id)
}

export async function deleteFormerFiles(
  tx: Database,
  { contentId, replacedBeforeMs }: { contentId: string; replacedBeforeMs: number },
): Promise<void> {
  await tx.query(
    'studio_delete_former_files',
    'delete from former_files where content_id = $1 and replaced_at < to_timestamp($2::float8 / 1000)',
    [contentId, replacedBeforeMs],
  )
}
