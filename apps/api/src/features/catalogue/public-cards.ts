import { toCard } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { cardSchema } from './schemas.ts'

/** Published items as somebody who is not signed in sees them in lists, for features that tell more of them. */
export function publicCards({ catalogue, pictures }: Pick<CatalogueParts, 'catalogue' | 'pictures'>) {
  let changes = 0
  catalogue.onChange(() => {
    changes += 1
  })
  return {
    schema: cardSchema,
    /** As JSON; undefined for what no list shows. */
    textOf: (id: string): string | undefined => {
      const item = catalogue.find(id)
      return item?.isListed ? JSON.stringify(toCard(item, null, pictures)) : undefined
    },
    /** Another one when any text may be another. */
    version: () => `${changes} ${pictures.epoch()}`,
  }
}
