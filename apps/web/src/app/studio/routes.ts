import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router'
import { type PeriodSearch, parsePeriodSearch } from '../../features/insights/period-search.ts'
import { type ActSearch, parseActSearch } from '../../features/studio/audit/act-search.ts'
import { type ContentSearch, parseContentSearch } from '../../features/studio/content/content-search.ts'
import { type JobsSearch, parseJobsSearch } from '../../features/studio/jobs/jobs-search.ts'
import { type MemberSearch, parseMemberSearch } from '../../features/studio/members/member-search.ts'
import { parseShelfSearch, type ShelfSearch } from '../../features/studio/shelves/shelf-search.ts'
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

const validateShelf = (raw: ShelfSearch & SearchSchemaInput): ShelfSearch => parseShelfSearch({ ...raw })

const categories = createRoute({
  getParentRoute: () => studio,
  path: '/categories',
  validateSearch: validateShelf,
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'CategoriesRoute'),
})

const category = createRoute({
  getParentRoute: () => studio,
  path: '/categories/$id',
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'CategoryRoute'),
})

const experts = createRoute({
  getParentRoute: () => studio,
  path: '/experts',
  validateSearch: validateShelf,
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'ExpertsRoute'),
})

const expert = createRoute({
  getParentRoute: () => studio,
  path: '/experts/$id',
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'ExpertRoute'),
})

const series = createRoute({
  getParentRoute: () => studio,
  path: '/series',
  validateSearch: validateShelf,
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'SeriesListRoute'),
})

const oneSeries = createRoute({
  getParentRoute: () => studio,
  path: '/series/$id',
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'SeriesRoute'),
})

const patterns = createRoute({
  getParentRoute: () => studio,
  path: '/patterns',
  validateSearch: validateShelf,
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'PatternsRoute'),
})

const pattern = createRoute({
  getParentRoute: () => studio,
  path: '/patterns/$id',
  component: lazyRouteComponent(() => import('./shelves.tsx'), 'PatternRoute'),
})

const members = createRoute({
  getParentRoute: () => studio,
  path: '/members',
  validateSearch: (raw: MemberSearch & SearchSchemaInput): MemberSearch => parseMemberSearch({ ...raw }),
  component: lazyRouteComponent(() => import('./members.tsx'), 'MembersRoute'),
})

const member = createRoute({
  getParentRoute: () => studio,
  path: '/members/$id',
  component: lazyRouteComponent(() => import('./members.tsx'), 'MemberRoute'),
})

const uploads = createRoute({
  getParentRoute: () => studio,
  path: '/uploads',
  component: lazyRouteComponent(() => import('./uploads.tsx'), 'UploadsRoute'),
})

const jobs = createRoute({
  getParentRoute: () => studio,
  path: '/jobs',
  validateSearch: (raw: JobsSearch & SearchSchemaInput): JobsSearch => parseJobsSearch({ ...raw }),
  component: lazyRouteComponent(() => import('./uploads.tsx'), 'JobsRoute'),
})

const audit = createRoute({
  getParentRoute: () => studio,
  path: '/audit',
  validateSearch: (raw: ActSearch & SearchSchemaInput): ActSearch => parseActSearch({ ...raw }),
  component: lazyRouteComponent(() => import('./house.tsx'), 'AuditRoute'),
})

const system = createRoute({
  getParentRoute: () => studio,
  path: '/system',
  component: lazyRouteComponent(() => import('./house.tsx'), 'SystemRoute'),
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
  uploads,
  jobs,
  categories,
  category,
  experts,
  expert,
  series,
  oneSeries,
  patterns,
  pattern,
  insights,
  itemInsight,
  returning,
  practice,
  members,
  member,
  audit,
  system,
  campaigns,
  campaign,
])
