import { PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { KeyValueStore } from '../../../api/local-storage.ts'
import { parseJson } from '../timer/settings.ts'
import { unsentKey } from './unsent-key.ts'

const moodSchema = z.int().min(1).max(5).nullable()

const unsentSchema = z.object({
  /** Chosen here: the same session told twice is one. */
  id: z.guid(),
  /** Null once it was told. */
  session: z
    .object({
      started_at: z.string(),
      duration_seconds: z.int().min(1),
      completed: z.boolean(),
      mood_before: moodSchema,
      /** What was heard of a download. */
      heard: z.object({ content_id: z.guid() }).optional(),
      /** What the breath was paced by. Without either it is a session of the timer. */
      paced: z.object({ pattern: z.enum(PATTERNS).exclude(['studio']), target: targetSchema.nullable() }).optional(),
    })
    .nullable(),
  /** The end of one that the API began, by the device; nothing once it was told. */
  ending: z
    .object({ started_at: z.string(), elapsed_seconds: z.int().min(0), paused_seconds: z.int().min(0) })
    .optional(),
  /** What was said of it afterwards; null: nothing that was not told. */
  reflection: z.object({ mood_after: moodSchema.optional(), note: z.string().nullable().optional() }).nullable(),
})

/** A session that was measured here, and that the API does not know whole. */
export type Unsent = z.infer<typeof unsentSchema>

/** How an entry fared: the API has it, will never take it, or could not be asked. */
export type Fate = 'told' | 'refused' | 'unreachable'

export function readUnsent(storage: KeyValueStore, memberId: string): Unsent[] {
  const entries = z.array(z.unknown()).safeParse(parseJson(storage.getItem(unsentKey(memberId)))).data ?? []
  return entries.flatMap((entry) => unsentSchema.safeParse(entry).data ?? [])
}

/** Adds to what is kept; of one session there is one entry, with all that was said of it. */
export function keepUnsent(storage: KeyValueStore, memberId: string, entry: Unsent): void {
  const entries = readUnsent(storage, memberId)
  const before = entries.find(({ id }) => id === entry.id)
  const merged = {
    id: entry.id,
    session: entry.session ?? before?.session ?? null,
    ending: entry.ending ?? before?.ending,
    reflection: before?.reflection || entry.reflection ? { ...before?.reflection, ...entry.reflection } : null,
  }
  write(storage, memberId, [...entries.filter(({ id }) => id !== entry.id), merged])
}

/**
 * Tells each entry, oldest first, and forgets it once it is told, or refused for good. Ends at the first that cannot be
 * told now. What is said of a session while it is told stays for the next time.
 *
 * @returns whether all are told
 */
export async function sendUnsent(
  storage: KeyValueStore,
  memberId: string,
  tell: (entry: Unsent) => Promise<Fate>,
): Promise<boolean> {
  for (const entry of readUnsent(storage, memberId)) {
    if ((await tell(entry)) === 'unreachable') return false
    const now = readUnsent(storage, memberId)
    const rest = now.flatMap((kept) => (kept.id === entry.id ? leftOf(kept, entry) : [kept]))
    write(storage, memberId, rest)
  }
  return readUnsent(storage, memberId).length === 0
}

function leftOf(kept: Unsent, told: Unsent): Unsent[] {
  const isSame = JSON.stringify(kept.reflection) === JSON.stringify(told.reflection)
  return isSame ? [] : [{ ...kept, session: null, ending: undefined }]
}

/** The API knows how a session ended. */
export function forgetEnding(storage: KeyValueStore, memberId: string, id: string): void {
  const entries = readUnsent(storage, memberId).flatMap((entry) => {
    if (entry.id !== id) return [entry]
    return entry.session || entry.reflection ? [{ ...entry, ending: undefined }] : []
  })
  write(storage, memberId, entries)
}

function write(storage: KeyValueStore, memberId: string, entries: readonly Unsent[]): void {
  if (entries.length === 0) storage.removeItem(unsentKey(memberId))
  else storage.setItem(unsentKey(memberId), JSON.stringify(entries))
}
