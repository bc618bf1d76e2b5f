import type { Guard } from '../../http/guard.ts'
import type { Cards } from './cards.ts'
import type { Catalogue } from './catalogue.ts'
import type { Pictures } from './pictures.ts'
import type { ReadyAnswers } from './ready.ts'

export interface CatalogueParts {
  guard: Guard
  catalogue: Catalogue
  pictures: Pictures
  cards: Cards
  ready: ReadyAnswers
}
