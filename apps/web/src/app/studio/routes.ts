import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router'
import { type PeriodSearch, parsePeriodSearch } from '../../features/insights/period-search.ts'
import { type ContentSearch, parseContentSearch } from '../../features/studio/content/content-search.ts'
import { root } from '../root-route.ts'

const studio = createRoute({
  getParentRoute: () => root,
  path: '/studio',
  component: lazyRouteComponent(() => import('./studio.tsx'), 'StudioRoute'),
})

const home = createRoute({
  getParentRoute: () => studio,
  path: '/',
  component: lazyRouteComponent(() => import('./studio.tsx'), 'StudioHomeRoute'),
})

const validatePeriod = (raw: PeriodSearch & SearchSchemaInput): PeriodSearch => parsePeriodSearch({ ...raw })

const insights = createRoute({
  getParentRoute: () => studio,
  path: '/insights',
  validateSearch: validatePeriod,
  component: lazyRouteComponent(() => import('./insights.tsx'), 'InsightsRoute'),
})

const itemInsight = createRoute({
  getParentRoute: () => studio,
  path: '/insights/$id',
  validateSearch: validatePeriod,
  component: lazyRouteComponent(() => import('./insights.tsx'), 'ItemInsightRoute'),
})

const returning = createRoute({
  getParentRoute: () => studio,
  path: '/returning',
  component: lazyRouteComponent(() => import('./insights.tsx'), 'ReturningRoute'),
})

const practice = createRoute({
  getParentRoute: () => studio,
  path: '/practice',
  validateSearch: validatePeriod,
  component: lazyRouteComponent(() => import('./insights.tsx'), 'PracticeRoute'),
})

const content = createRoute({
  getParentRoute: () => studio,
  path: '/content',
  validateSearch: (raw: ContentSearch & SearchSchemaInput): ContentSearch => parseContentSearch({ ...raw }),
  component: lazyRouteComponent(() => import('./content.tsx'), 'ContentListRoute'),
})

const contentItem = createRoute({
  getParentRoute: () => studio,
  path: '/content/$id',
  component: lazyRouteComponent(() => import('./content.tsx'), 'EditorRoute'),
})

const campaigns = createRoute({
  getParentRoute: () => studio,
  path: '/newsletter',
  component: lazyRouteComponent(() => import('./campaigns.tsx'), 'CampaignsRoute'),
})

const campaign = createRoute({
  getParentRoute: () => studio,
  path: '/newsletter/$id',
  component: lazyRouteComponent(() => import('./campaigns.tsx'), 'CampaignRoute'),
})

/** The studio's pages and their addresses; its entries for the navigation are in `sections.ts`. */
export const studioRoutes = studio.addChildren([
  home,
  content,
  contentItem,
  insights,
  itemInsight,
  returning,
  practice,
  campaigns,
  campaign,
])
