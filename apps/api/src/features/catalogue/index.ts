import type { App } from '../../http/app.ts'
import { browse } from './browse.ts'
import { categories } from './categories.ts'
import { detail } from './detail.ts'
import { expert } from './expert.ts'
import { experts } from './experts.ts'
import { getCover } from './get-cover.ts'
import { getNamed } from './get-named.ts'
import { getShared } from './get-shared.ts'
import type { CatalogueParts } from './parts.ts'
import { search } from './search.ts'
import { series } from './series.ts'
import { suggest } from './suggest.ts'

/** What there is to watch and hear. */
export function catalogue(app: App, parts: CatalogueParts): void {
  browse(app, parts)
  detail(app, parts)
  categories(app, parts)
  experts(app, parts)
  expert(app, parts)
  series(app, parts)
  search(app, parts)
  suggest(app, parts)
  getNamed(app, parts)
  getShared(app, parts)
  getCover(app, parts)
}
