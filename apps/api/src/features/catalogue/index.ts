import type { App } from '../../http/app.ts'
import { browse } from './browse.ts'
import { categories } from './categories.ts'
import { detail } from './detail.ts'
import { expert } from './expert.ts'
import { experts } from './experts.ts'
import type { CatalogueParts } from './parts.ts'
import { search } from './search.ts'
import { suggest } from './suggest.ts'

/** What there is to watch and hear. */
export function catalogue(app: App, parts: CatalogueParts): void {
  browse(app, parts)
  detail(app, parts)
  categories(app, parts)
  experts(app, parts)
  expert(app, parts)
  search(app, parts)
  suggest(app, parts)
}
