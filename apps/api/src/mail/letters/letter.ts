import { LANGUAGES } from '@better-and-bliss/membership'
import { z } from 'zod'

const link = z.url({ protocol: /^(https?|mailto)$/ })

/** Words in a line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'line_break' }
  | { kind: 'strong' | 'emphasis'; inlines: Inline[] }
  | { kind: 'link'; url: string; inlines: Inline[] }

const inlines: z.ZodType<Inline[]> = z.lazy(() =>
  z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('line_break') }),
      z.object({ kind: z.enum(['strong', 'emphasis']), inlines }),
      z.object({ kind: z.literal('link'), url: link, inlines }),
    ]),
  ),
)

/** Plain text throughout; what is foreign in it has been through `harmless`. */
const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('code'), code: z.string() }),
  z.object({ kind: z.literal('facts'), facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
  /** A button. */
  z.object({ kind: z.literal('link'), label: z.string(), url: link }),
  z.object({ kind: z.literal('rich'), inlines }),
  z.object({ kind: z.literal('heading'), inlines }),
  z.object({ kind: z.literal('quote'), inlines }),
  /** `start`: the first number; null for one without numbers. */
  z.object({ kind: z.literal('list'), start: z.int().nullable(), items: z.array(inlines) }),
  z.object({ kind: z.literal('rule') }),
  /** Something of the catalogue. */
  z.object({
    kind: z.literal('card'),
    title: z.string(),
    note: z.string(),
    text: z.string(),
    label: z.string(),
    url: link,
  }),
])

/** What a mail says, before it becomes text and HTML: both are made of the same blocks. */
export const letterSchema = z.object({
  /** Of campaigns that were started before letters had one: the first. */
  language: z.enum(LANGUAGES).default(LANGUAGES[0]),
  /** Never a code: subjects stand on locked screens and in the logs of servers. */
  subject: z.string(),
  /** What lists of mails show beside the subject; no code either. */
  preview: z.string(),
  title: z.string(),
  blocks: z.array(blockSchema),
  /** Why it comes, below it; of what concerns an account nothing more needs to be said. */
  why: z.string().optional(),
  /** Below that. */
  footerLinks: z.array(z.object({ label: z.string(), url: link })).optional(),
})

export type Letter = z.infer<typeof letterSchema>
export type Block = z.infer<typeof blockSchema>

/** What every letter knows of the installation. */
export interface House {
  /** Of the web app, without a slash at the end. */
  frontendUrl: string
  /** Null where there is none. */
  supportEmail: string | null
}
