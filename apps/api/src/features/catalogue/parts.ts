import type { Guard } from '../../http/guard.ts'
import type { CatalogueResponses } from './cached-responses.ts'
import type { Cards } from './cards.ts'
import type { Catalogue } from './catalogue.ts'
import type { PictureUrls } from './picture-urls.ts'

export interface CatalogueParts {
  guard: Guard
  catalogue: Catalogue
  pictures: PictureUrls
  cards: Cards
  responses: CatalogueResponses
}
