import type { Member } from '../../../access/member.ts'
import type { Database } from '../../../db/database.ts'
import { audit } from '../../../members/audit.ts'
import { isForMembersAlready } from './answers.ts'
import { selectSlugsLike, updateFields, type WrittenFields } from './change-queries.ts'
import type { ContentRow } from './content-queries.ts'
import { fieldsOf } from './fields-of.ts'
import { mayChange } from './rights.ts'
import type { FieldChanges } from './schemas.ts'
import { numberedSlug, toSlug } from './slug.ts'
import { insertVersion, type Texts } from './version-queries.ts'

/** Who does something in the studio, and when. */
export interface Doing {
  member: Member
  requestId: string
  nowMs: number
}

/** Sets fields of an item that is locked; nothing happens where they are so already. @throws AppError where the caller may not. */
export async function changeFields(
  tx: Database,
  row: ContentRow,
  changes: FieldChanges,
  { member, requestId, nowMs, creatorsPublish }: Doing & { creatorsPublish: boolean },
): Promise<void> {
  const before = fieldsOf(row)
  const title = changes.title ?? before.title
  const slug = changes.slug === null ? await freeSlug(tx, title, row.id) : (changes.slug ?? before.slug)
  const after: WrittenFields = { ...before, ...given(changes), title, slug }
  const changed = changedFields(before, after)
  if (changed.length === 0) return
  if (!mayChange(member, row, creatorsPublish)) throw isForMembersAlready()
  if (JSON.stringify(textsOf(before)) !== JSON.stringify(textsOf(after))) {
    const kept = { contentId: row.id, version: row.version, authorId: null, texts: textsOf(before) }
    await insertVersion(tx, { ...kept, atMs: row.updated_at.getTime() })
    const next = { contentId: row.id, version: row.version + 1, authorId: member.userId, texts: textsOf(after) }
    await insertVersion(tx, { ...next, atMs: nowMs })
  }
  await updateFields(tx, { id: row.id, fields: after, nowMs })
  await audit(tx, {
    actor: { kind: 'member', sub: member.sub },
    action: 'content.changed',
    target: row.id,
    before: { version: row.version, ...factsOf(before, changed) },
    after: { version: row.version + 1, ...factsOf(after, changed) },
    requestId,
  })
}

/** The slug that a title makes, with a number where other items have it. */
export async function freeSlug(db: Database, title: string, exceptId: string | null): Promise<string> {
  const base = toSlug(title)
  const taken = new Set(await selectSlugsLike(db, base, exceptId))
  let number = 1
  while (taken.has(numberedSlug(base, number))) number += 1
  return numberedSlug(base, number)
}

export function textsOf({ title, description, tags, language }: WrittenFields): Texts {
  return { title, description, tags, language }
}

/** Without what was left out. */
export function given(changes: FieldChanges): Partial<WrittenFields> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

function changedFields(before: WrittenFields, after: WrittenFields): (keyof WrittenFields)[] {
  const names = Object.keys(after) as (keyof WrittenFields)[]
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** What the record of acts keeps of a change: descriptions are long, and `content_versions` has them. */
function factsOf(fields: WrittenFields, changed: readonly (keyof WrittenFields)[]): Record<string, unknown> {
  return Object.fromEntries(changed.filter((name) => name !== 'description').map((name) => [name, fields[name]]))
}
