import type { App } from '../../http/app.ts'
import type { Guard } from '../../http/guard.ts'
import { browse } from './browse.ts'
import type { Cards } from './cards.ts'
import type { Catalogue } from './catalogue.ts'
import { categories } from './categories.ts'
import { detail } from './detail.ts'
import { experts } from './experts.ts'
import type { Pictures } from './pictures.ts'
import type { ReadyAnswers } from './ready.ts'
import { search } from './search.ts'

export interface CatalogueParts {
  guard: Guard
  catalogue: Catalogue
  pictures: Pictures
  cards: Cards
  ready: ReadyAnswers
}

/** What there is to watch and hear. */
export function catalogue(app: App, parts: CatalogueParts): void {
  browse(app, parts)
  detail(app, parts)
  categories(app, parts)
  experts(app, parts)
  search(app, parts)
}
