import { z } from 'zod'

export const MANIFEST = 'manifest.json'
/** Another one for what an older restore could not read. */
const FORMAT = 1

const fileSchema = z.object({
  /** Below the folder of the backup. */
  path: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/),
  bytes: z.int().nonnegative(),
  sha256: z.hash('sha256'),
})
export type BackupFile = z.infer<typeof fileSchema>

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/)

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  made_at: z.iso.datetime(),
  version: z.string(),
  /** Migrations of the database, in their order. */
  schema: z.array(z.object({ name: z.string(), sha256: z.string() })).min(1),
  /** In PostgreSQL's text format of COPY, gzipped. */
  tables: z.array(z.object({ name, columns: z.array(name).min(1), rows: z.int().nonnegative(), file: fileSchema })),
  partitions: z.array(
    z.object({ name, parent: name, bound: z.string().regex(/^(DEFAULT|FOR VALUES FROM \('[^']+'\) TO \('[^']+'\))$/) }),
  ),
  sequences: z.array(z.object({ name, value: z.string().regex(/^\d+$/) })),
  /** A line of JSON for each object of the store (`mediaObjectSchema`), gzipped. */
  media: z.object({
    objects: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    copied: z.boolean(),
    list: fileSchema,
  }),
  /** The keys of an installation of `npm start`; in encrypted backups alone. */
  secrets: fileSchema.nullable(),
})
export type Manifest = z.infer<typeof manifestSchema>

export const mediaObjectSchema = z.object({
  key: z.string(),
  size: z.int().nonnegative(),
  content_type: z.string(),
  cache_control: z.string().nullable(),
  /** Of its copy; null where the object is only listed. */
  file: fileSchema.nullable(),
})
export type MediaObject = z.infer<typeof mediaObjectSchema>
