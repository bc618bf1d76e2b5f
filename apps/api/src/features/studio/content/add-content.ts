import { TIERS } from '@better-and-bliss/membership'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { COUNTRIES_PATTERN, MOST_COUNTRIES } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import type { Database, Pool } from '../../../db/database.ts'
import { type Act, audit } from '../../../members/audit.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import type { Random } from '../../../ports/random.ts'
import type { Transcoder } from '../../../ports/transcoder.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { humanText } from '../../../text/human-text.ts'
import { queueConversion } from '../jobs/queue-conversion.ts'
import { saveSources } from '../jobs/source-queries.ts'
import { assertWithin, checkedCaptions, type GivenCaptions, keepCaptions } from '../uploads/captions.ts'
import { MAX_PICTURE_BYTES } from '../uploads/picture.ts'
import { assertSourceFile, safeExtension } from '../uploads/source-file.ts'
import { slugTaken } from './answers.ts'
import { descriptionField, slugField, titleField } from './fields.ts'
import {
  contentExistsWithSlug,
  deleteFailedDraft,
  insertCategory,
  insertContent,
  insertExpert,
  type Named,
  type NewContent,
  selectCategoryNames,
  selectExpertNames,
} from './new-content-queries.ts'
import { numberedSlug, toSlug } from './slug.ts'
import { sourceFolder } from './source-folder.ts'

export interface StudioParts {
  db: Pool
  store: ObjectStore
  queue: JobQueue
  transcoder: Transcoder
  random: Random
  /** Aborted when the process is asked to stop: looking at a large file takes minutes, in a child of its own. */
  stopping: AbortSignal
  /** The largest media file that is taken. */
  maxSourceBytes: number
}

export const newContentSchema = z.object({
  title: titleField,
  slug: slugField.optional().describe('Made from the title if it is not given'),
  description: descriptionField.optional(),
  category: humanText({ maxLength: 120 }).describe('Name or slug; an unknown one is made'),
  expert: humanText({ maxLength: 120 }).optional().describe('Name or slug; an unknown one is made'),
  tier: z.enum(TIERS, `must be one of ${TIERS.join(', ')}`),
  featured: z.boolean().default(false),
  countries: boundedText(2 * MOST_COUNTRIES + 1)
    .regex(new RegExp(`^${COUNTRIES_PATTERN}$`))
    .default('')
    .describe('Where it may be played, as `countriesSchema` makes it'),
})

export type NewContentInput = z.input<typeof newContentSchema> & {
  /** The media file. It is copied; the original stays where it is. */
  file: string
  /** A cover picture (JPEG or PNG); without it one is made from the media. */
  picture?: string
  captions?: GivenCaptions[]
}

/**
 * Takes a media file into the catalogue: keeps it, looks at it, and queues its transcode. It appears to members as soon
 * as its first rendition can be played. A draft whose conversion failed makes room for one of the same slug.
 *
 * @returns `leftOut` says what of the file members will not see or hear, a sentence each.
 * @throws MediaRefused when a file is none that we take, ResourceUnavailable, ZodError for bad input, AppError `slug_taken`, or the
 *   reason of `stopping`.
 */
export async function addContent(
  parts: StudioParts,
  { file, picture, captions = [], ...input }: NewContentInput,
): Promise<{ contentId: string; mediaJobId: string; leftOut: string[] }> {
  const { db, store, queue, transcoder, random } = parts
  const content = newContentSchema.parse(input)
  if (content.slug && (await contentExistsWithSlug(db, content.slug))) throw slugTaken(content.slug)
  await assertSourceFile(file, { maxBytes: parts.maxSourceBytes, setting: 'MAX_SOURCE_GB' })
  if (picture) await assertSourceFile(picture, { maxBytes: MAX_PICTURE_BYTES })
  const checked = await Promise.all(captions.map(checkedCaptions))
  const ids = { contentId: random.uuid(), mediaJobId: random.uuid() }
  const folder = sourceFolder(ids.contentId)
  const sourceKey = `${folder}original${safeExtension(file)}`
  const pictureKey = picture ? `${folder}cover${safeExtension(picture)}` : null
  try {
    await store.putFile(sourceKey, file)
    if (picture && pictureKey) await store.putFile(pictureKey, picture)
    if (pictureKey) await transcoder.inspectPicture(pictureKey, parts.stopping)
    const facts = await transcoder.inspect(sourceKey, parts.stopping)
    for (const each of checked) assertWithin(each, facts.durationSeconds)
    const kept = await Promise.all(checked.map((each) => keepCaptions(store, folder, each)))
    const { durationSeconds } = facts
    const sources = { sourceKey, durationSeconds, pictureKey, captions: kept, sounds: [], chapters: null }
    const job = { id: ids.mediaJobId, contentId: ids.contentId, sources, newKind: facts.kind }
    const replacedId = await db.transaction(async (tx) => {
      const failedSlug = content.slug ?? toSlug(content.title)
      const failedId = await deleteFailedDraft(tx, failedSlug)
      const slug = await insertWithSlug(tx, content.slug, {
        ...content,
        id: ids.contentId,
        description: content.description ?? null,
        contentType: facts.kind,
        categoryId: await categoryNamed(tx, content.category),
        expertId: content.expert ? await expertNamed(tx, content.expert) : null,
        durationSeconds: Math.max(1, Math.round(durationSeconds)),
      })
      await saveSources(tx, ids.contentId, sources)
      await queueConversion(tx, queue, job)
      if (failedId)
        await record(tx, { action: 'content.purged', target: failedId, before: { slug: failedSlug }, after: null })
      await record(tx, { action: 'content.created', target: ids.contentId, before: null, after: { slug } })
      return failedId
    })
    if (replacedId) await store.deleteFolder(sourceFolder(replacedId))
    return { ...ids, leftOut: facts.leftOut }
  } catch (error) {
    await store.deleteFolder(folder)
    throw error
  }
}

function record(tx: Database, act: Act): Promise<void> {
  return audit(tx, { ...act, actor: { kind: 'operator' }, requestId: null })
}

/** Without a chosen slug, the item gets that of its title, with a number if others have it. @returns it. */
async function insertWithSlug(
  db: Database,
  chosen: string | undefined,
  content: Omit<NewContent, 'slug'>,
): Promise<string> {
  if (chosen) {
    if (!(await insertContent(db, { ...content, slug: chosen }))) throw slugTaken(chosen)
    return chosen
  }
  const slug = toSlug(content.title)
  let number = 1
  while (!(await insertContent(db, { ...content, slug: numberedSlug(slug, number) }))) number += 1
  return numberedSlug(slug, number)
}

function categoryNamed(db: Database, name: string): Promise<string> {
  return findOrMake(name, {
    select: () => selectCategoryNames(db),
    insert: async (slug) => {
      const id = await insertCategory(db, { name, slug })
      if (id) await record(db, { action: 'category.created', target: id, before: null, after: { name, slug } })
      return id
    },
  })
}

function expertNamed(db: Database, name: string): Promise<string> {
  return findOrMake(name, {
    select: () => selectExpertNames(db),
    insert: async (slug) => {
      const id = await insertExpert(db, { name, slug })
      if (id) await record(db, { action: 'expert.created', target: id, before: null, after: { name, slug } })
      return id
    },
  })
}

interface Shelf {
  select: () => Promise<Named[]>
  insert: (slug: string) => Promise<string | undefined>
}

/** A slug that is taken means that another name has it, or that somebody made this name meanwhile: look again. */
async function findOrMake(nameOrSlug: string, { select, insert }: Shelf): Promise<string> {
  const asked = comparable(nameOrSlug)
  for (let number = 1; ; number++) {
    const all = await select()
    const known = all.find(({ name }) => comparable(name) === asked) ?? all.find(({ slug }) => slug === asked)
    const id = known?.id ?? (await insert(numberedSlug(toSlug(nameOrSlug), number)))
    if (id) return id
  }
}

/** Two spellings of one name: case, width, composition of letters and number of blanks do not count. */
function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ').normalize('NFC')
}
