import type { Database } from '../../../db/database.ts'

/** The text of an item, as it was in one version. */
export interface Texts {
  title: string
  description: string
  tags: string[]
  language: string | null
}

export interface VersionRow {
  version: number
  at: Date
  author_sub: string | null
  author_name: string | null
  fields: Texts
}

/** Older ones go. */
export const MOST_VERSIONS = 100

/** Keeps the text of a version, unless it is kept already. @param version `authorId`: a row in `users`; null for nobody of them. */
export async function insertVersion(
  tx: Database,
  version: { contentId: string; version: number; authorId: string | null; texts: Texts; atMs: number },
): Promise<void> {
  await tx.query(
    'studio_insert_version',
    `with old as (
       delete from content_versions where content_id = $1 and version in
         (select version from content_versions where content_id = $1 order by version desc offset ${MOST_VERSIONS - 1})
     )
     insert into content_versions (content_id, version, author_id, fields, at)
     values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000)) on conflict (content_id, version) do nothing`,
    [version.contentId, version.version, version.authorId, JSON.stringify(version.texts), version.atMs],
  )
}

/** The newest first. */
export function selectVersions(db: Database, contentId: string): Promise<VersionRow[]> {
  return db.query<VersionRow>(
    'studio_versions',
    `select v.version, v.at, u.cognito_sub as author_sub, u.display_name as author_name, v.fields
     from content_versions v left join users u on u.id = v.author_id
     where v.content_id = $1 order by v.version desc`,
    [contentId],
  )
}
