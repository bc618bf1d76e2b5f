import { basename, extname } from 'node:path'
import { z } from 'zod'
import { TIERS } from '../../access/tiers.ts'
import type { Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { ObjectStore } from '../../ports/object-store.ts'
import type { Random } from '../../ports/random.ts'
import type { Transcoder } from '../../ports/transcoder.ts'
import { contentExistsWithSlug, findCategory, findExpert, insertContent, insertMediaJob } from './queries.ts'

export interface StudioParts {
  db: Pool
  store: ObjectStore
  queue: JobQueue
  transcoder: Transcoder
  random: Random
}

export const newContentSchema = z.object({
  title: z.string().trim().min(1, 'must not be empty').max(200),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
    .max(120)
    .optional(),
  description: z.string().trim().max(5_000).optional(),
  category: z.string().trim().min(1).describe('Slug or name'),
  expert: z.string().trim().min(1).optional().describe('Slug or name'),
  tier: z.enum(TIERS),
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
 * @throws MediaRefused when the file is no media that we take, AppError for an unknown category or expert or a used slug.
 */
export async function addContent(
  parts: StudioParts,
  { file, picture, ...input }: NewContentInput,
): Promise<{ contentId: string; mediaJobId: string }> {
  const { db, store, queue, transcoder, random } = parts
  const content = newContentSchema.parse(input)
  const slug = content.slug ?? toSlug(content.title)
  const { categoryId, expertId } = await resolveNames(db, content)
  if (await contentExistsWithSlug(db, slug)) {
    throw new AppError('slug_taken', `There is an item with the slug "${slug}" already. Choose another title or slug.`)
  }
  const facts = await transcoder.inspect(file)
  const contentId = random.uuid()
  const sourceKey = `sources/${contentId}/original${safeExtension(file)}`
  const pictureKey = picture ? `sources/${contentId}/cover${safeExtension(picture)}` : null
  await store.putFile(sourceKey, file)
  if (picture && pictureKey) await store.putFile(pictureKey, picture)
  const mediaJobId = random.uuid()
  await db.transaction(async (tx) => {
    await insertContent(tx, {
      id: contentId,
      title: content.title,
      slug,
      description: content.description ?? null,
      contentType: facts.kind,
      tier: content.tier,
      categoryId,
      expertId,
      durationSeconds: Math.max(1, Math.round(facts.durationSeconds)),
      featured: content.featured,
    })
    await insertMediaJob(tx, { id: mediaJobId, contentId, sourceKey, pictureKey })
    await queue.add(tx, 'transcode', { mediaJobId })
  })
  return { contentId, mediaJobId }
}

async function resolveNames(db: Pool, { category, expert }: { category: string; expert?: string | undefined }) {
  const categoryId = await findCategory(db, category)
  if (!categoryId) throw new AppError('not_found', `There is no category "${category}"`)
  const expertId = expert ? await findExpert(db, expert) : undefined
  if (expert && !expertId) throw new AppError('not_found', `There is no expert "${expert}"`)
  return { categoryId, expertId: expertId ?? null }
}

/** `Träume & Meer, Teil 2` becomes `traume-meer-teil-2`. */
function toSlug(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120)
  return slug || 'untitled'
}

/** The name came from outside: only a short plain ending of it goes into a key. */
function safeExtension(file: string): string {
  const extension = extname(basename(file)).toLowerCase()
  return /^\.[a-z0-9]{1,5}$/.test(extension) ? extension : ''
}
