import { basename, extname } from 'node:path'
import { z } from 'zod'
import { TIERS } from '../../access/tiers.ts'
import type { Database, Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { ObjectStore } from '../../ports/object-store.ts'
import type { Random } from '../../ports/random.ts'
import type { Transcoder } from '../../ports/transcoder.ts'
import {
  contentExistsWithSlug,
  findCategory,
  findExpert,
  insertContent,
  insertMediaJob,
  upsertCategory,
  upsertExpert,
} from './queries.ts'
import { toSlug } from './slug.ts'

export interface StudioParts {
  db: Pool
  store: ObjectStore
  queue: JobQueue
  transcoder: Transcoder
  random: Random
}

const required = z.string({ error: 'is required' })

export const newContentSchema = z.object({
  title: required.trim().min(1, 'must not be empty').max(200),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
    .max(120)
    .optional(),
  description: z.string().trim().max(5_000).optional(),
  category: required.trim().min(1).max(120).describe('Slug or name; an unknown one is made'),
  expert: z.string().trim().min(1).max(120).optional().describe('Slug or name; an unknown one is made'),
  tier: z.enum(TIERS, `must be one of ${TIERS.join(', ')}`),
  featured: z.boolean().default(false),
})

export type NewContentInput = z.input<typeof newContentSchema> & {
  /** The media file. It is copied; the original stays where it is. */
  file: string
  /** A cover picture (JPEG or PNG); without it one is made from the media. */
  picture?: string
}

/**
 * Takes a media file into the catalogue: looks at it, keeps it, and queues its transcode. It appears to members as soon
 * as its first rendition can be played.
 *
 * @throws MediaRefused when the file is no media that we take, ZodError for bad input, AppError `slug_taken`.
 */
export async function addContent(
  parts: StudioParts,
  { file, picture, ...input }: NewContentInput,
): Promise<{ contentId: string; mediaJobId: string }> {
  const { db, store, queue, transcoder, random } = parts
  const content = newContentSchema.parse(input)
  const slug = content.slug ?? toSlug(content.title)
  if (await contentExistsWithSlug(db, slug)) {
    throw new AppError('slug_taken', `There is an item with the slug "${slug}" already. Choose another title or slug.`)
  }
  const facts = await transcoder.inspect(file)
  const ids = { contentId: random.uuid(), mediaJobId: random.uuid() }
  const folder = `sources/${ids.contentId}/`
  const sourceKey = `${folder}original${safeExtension(file)}`
  const pictureKey = picture ? `${folder}cover${safeExtension(picture)}` : null
  try {
    await store.putFile(sourceKey, file)
    if (picture && pictureKey) await store.putFile(pictureKey, picture)
    await db.transaction(async (tx) => {
      await insertContent(tx, {
        ...content,
        id: ids.contentId,
        slug,
        description: content.description ?? null,
        contentType: facts.kind,
        categoryId: await categoryNamed(tx, content.category),
        expertId: content.expert ? await expertNamed(tx, content.expert) : null,
        durationSeconds: Math.max(1, Math.round(facts.durationSeconds)),
      })
      await insertMediaJob(tx, { id: ids.mediaJobId, contentId: ids.contentId, sourceKey, pictureKey })
      await queue.add(tx, 'transcode', { mediaJobId: ids.mediaJobId })
    })
    return ids
  } catch (error) {
    await store.deleteFolder(folder)
    throw error
  }
}

async function categoryNamed(db: Database, named: string): Promise<string> {
  return (await findCategory(db, named)) ?? upsertCategory(db, { name: named, slug: toSlug(named) })
}

async function expertNamed(db: Database, named: string): Promise<string> {
  return (await findExpert(db, named)) ?? upsertExpert(db, { name: named, slug: toSlug(named) })
}

/** The name came from outside: only a short plain ending of it goes into a key. */
function safeExtension(file: string): string {
  const extension = extname(basename(file)).toLowerCase()
  return /^\.[a-z0-9]{1,5}$/.test(extension) ? extension : ''
}
