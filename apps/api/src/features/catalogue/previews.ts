import type { Tier } from '@better-and-bliss/membership'
import { toDetail } from './answers.ts'
import type { Catalogue } from './catalogue.ts'
import type { PictureUrls } from './picture-urls.ts'
import { type Detail, detailSchema } from './schemas.ts'

/** Items as their pages show them, also those that are not open, for features that make them. */
export function contentPreviews({ catalogue, pictures }: { catalogue: Catalogue; pictures: PictureUrls }) {
  return {
    schema: detailSchema,
    /** As a member of that tier sees it; undefined where there is no such item. */
    of: async (id: string, tier: Tier): Promise<Detail | undefined> => {
      const item = await catalogue.readAny(id)
      return item && toDetail(item, { role: 'free_user', tier }, pictures)
    },
  }
}
