import type { LedBy } from '@better-and-bliss/membership'
import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, type SearchSchemaInput } from '@tanstack/react-router'
import { ledByOf, type Place } from '../features/analytics/source.ts'
import { Shell } from './layout/shell.tsx'
import { NotFound } from './pages/not-found.tsx'

interface RouterContext {
  queries: QueryClient
  /** The page that was left for this one; null where none was. */
  cameFrom: () => Place | null
}

export const root = createRootRouteWithContext<RouterContext>()({
  validateSearch: (raw: { from?: string } & SearchSchemaInput): { from?: LedBy } => {
    const from = ledByOf(raw)
    return from ? { from } : {}
  },
  component: Shell,
  notFoundComponent: NotFound,
})
