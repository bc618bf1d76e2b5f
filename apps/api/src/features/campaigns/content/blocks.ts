import { z } from 'zod'
import { boundedText } from '../../../text/bounded-text.ts'
import { humanText } from '../../../text/human-text.ts'
import { TOO_DEEP } from '../../../text/markdown.ts'

const MAX_BLOCKS = 40
const MAX_MARKDOWN = 10_000
const MAX_URL = 2_000

const EXAMPLE = { kind: 'text', markdown: 'Dear reader,\n\nthis month **three** new sleep stories came.' }

/** Of what is written, texts are looked at; of what is shown, they were. */
function blockSchema<Text extends z.ZodType<string>>(texts: { markdown: Text; label: Text; url: Text }) {
  return z.discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('text'),
        markdown: texts.markdown.meta({
          description:
            'Headings, paragraphs, lists, quotes, emphasis and links in Markdown; HTML stays as it was typed',
          example: EXAMPLE.markdown,
        }),
      })
      .meta({ description: 'Words' }),
    z
      .object({ kind: z.literal('item'), content_id: z.guid().describe('A published item of the catalogue') })
      .meta({ description: 'An item of the catalogue' }),
    z
      .object({ kind: z.literal('series'), series_id: z.guid().describe('A series with at least one published item') })
      .meta({ description: 'A series of the catalogue' }),
    z
      .object({
        kind: z.literal('button'),
        label: texts.label.meta({ description: 'What stands on it', example: 'Begin today' }),
        url: texts.url.meta({ description: 'Where it leads', example: 'https://example.org/begin' }),
      })
      .meta({ description: 'A button' }),
  ])
}

const blocks = { description: 'What it says, in order', example: [EXAMPLE] }

const writtenBlock = blockSchema<z.ZodType<string>>({
  markdown: humanText({ maxLength: MAX_MARKDOWN, multiline: true }).refine(
    (text) => !TOO_DEEP.test(text),
    'must not have so many quotes and lists in each other',
  ),
  label: humanText({ maxLength: 60 }),
  url: boundedText(MAX_URL).refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''),
    'must be an address that begins with https://',
  ),
}).meta({ id: 'WrittenBlock', description: 'A part of a campaign, as it is written', example: EXAMPLE })

export const writtenBlocks = z.array(writtenBlock).max(MAX_BLOCKS, `must have at most ${MAX_BLOCKS} parts`).meta(blocks)

const shownBlock = blockSchema<z.ZodType<string>>({ markdown: z.string(), label: z.string(), url: z.string() }).meta({
  id: 'CampaignBlock',
  description: 'A part of a campaign',
  example: EXAMPLE,
})

export const shownBlocks = z.array(shownBlock).meta(blocks)

export type CampaignBlock = z.infer<typeof shownBlock>
