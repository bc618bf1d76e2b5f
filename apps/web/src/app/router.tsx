import { SIGN_IN_PATHS } from '@better-and-bliss/membership'
import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router'
import { isPassed, placeBehind, type Shelf } from '../features/analytics/source.ts'
import { type BrowseSearch, parseBrowseSearch } from '../features/catalogue/browse-search.ts'
import {
  categoriesQuery,
  detailQuery,
  expertQuery,
  featuredQuery,
  libraryQuery,
  newestQuery,
  seriesPageQuery,
  seriesQuery,
  shelfQuery,
} from '../features/catalogue/queries.ts'
import { isId } from './is-id.ts'
import { newsletterRoutes } from './newsletter-routes.ts'
import { HomeRoute } from './pages/home.tsx'
import { PageError } from './pages/page-error.tsx'
import { root } from './root-route.ts'
import { studioRoutes } from './studio/routes.ts'

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: ({ context: { queries } }) => {
    void queries.prefetchQuery(featuredQuery())
    void queries.prefetchQuery(newestQuery())
    void queries.prefetchQuery(categoriesQuery())
  },
  component: HomeRoute,
})

const browse = createRoute({
  getParentRoute: () => root,
  path: '/browse',
  validateSearch: (raw: BrowseSearch & SearchSchemaInput): BrowseSearch => parseBrowseSearch({ ...raw }),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queries }, deps }) => {
    void queries.prefetchInfiniteQuery(libraryQuery(deps))
    void queries.prefetchQuery(categoriesQuery())
  },
  component: lazyRouteComponent(() => import('./pages/browse.tsx'), 'BrowseRoute'),
})

const content = createRoute({
  getParentRoute: () => root,
  path: '/content/$id',
  loader: ({ context: { queries }, params: { id } }) => void (isId(id) && queries.prefetchQuery(detailQuery(id))),
  component: lazyRouteComponent(() => import('./pages/content.tsx'), 'ContentRoute'),
})

const expert = createRoute({
  getParentRoute: () => root,
  path: '/experts/$id',
  loader: ({ context: { queries }, params: { id } }) => void (isId(id) && queries.prefetchQuery(expertQuery(id))),
  component: lazyRouteComponent(() => import('./pages/expert.tsx'), 'ExpertRoute'),
})

const series = createRoute({
  getParentRoute: () => root,
  path: '/series/$id',
  loader: ({ context: { queries }, params }) => {
    if (!isId(params.id)) return
    void queries.prefetchQuery(seriesPageQuery(params.id))
    void queries.prefetchQuery(seriesQuery(params.id))
  },
  component: lazyRouteComponent(() => import('./pages/series.tsx'), 'SeriesRoute'),
})

const category = createRoute({
  getParentRoute: () => root,
  path: '/categories/$slug',
  loader: ({ context: { queries }, params }) => {
    void queries.prefetchQuery(categoriesQuery())
    void queries.prefetchQuery(shelfQuery(params.slug))
  },
  component: lazyRouteComponent(() => import('./pages/category.tsx'), 'CategoryRoute'),
})

/** Where to go after signing in, unchecked: whoever follows it checks it. */
const validateReturn = ({ return: path }: { return?: string } & SearchSchemaInput): { return?: string } =>
  typeof path === 'string' ? { return: path } : {}

interface SignInSearch {
  return?: string
  /** Why somebody was led back from Google. */
  problem?: string
  link?: string
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: SIGN_IN_PATHS.signIn,
  validateSearch: ({ problem, link, ...search }: SignInSearch & SearchSchemaInput): SignInSearch => ({
    ...validateReturn(search),
    ...(typeof problem === 'string' && { problem }),
    ...(typeof link === 'string' && { link }),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInRoute'),
})

const signInDone = createRoute({
  getParentRoute: () => root,
  path: SIGN_IN_PATHS.done,
  validateSearch: validateReturn,
  component: lazyRouteComponent(() => import('./pages/sign-in-done.tsx'), 'SignInDoneRoute'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: validateReturn,
  component: lazyRouteComponent(() => import('./pages/sign-up.tsx'), 'SignUpRoute'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  validateSearch: validateReturn,
  component: lazyRouteComponent(() => import('./pages/forgot-password.tsx'), 'ForgotPasswordRoute'),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: validateReturn,
  component: lazyRouteComponent(() => import('./pages/reset-password.tsx'), 'ResetPasswordRoute'),
})

const confirm = createRoute({
  getParentRoute: () => root,
  path: '/confirm',
  validateSearch: validateReturn,
  component: lazyRouteComponent(() => import('./pages/confirm.tsx'), 'ConfirmRoute'),
})

const accountDeletion = createRoute({
  getParentRoute: () => root,
  path: '/account-deletion',
  validateSearch: ({ until }: { until?: string } & SearchSchemaInput): { until?: string } =>
    typeof until === 'string' ? { until } : {},
  component: lazyRouteComponent(() => import('./pages/account-deletion.tsx'), 'AccountDeletionRoute'),
})

const profile = createRoute({
  getParentRoute: () => root,
  path: '/profile',
  component: lazyRouteComponent(() => import('./pages/profile.tsx'), 'ProfileRoute'),
})

const yours = createRoute({
  getParentRoute: () => root,
  path: '/yours',
  component: lazyRouteComponent(() => import('./pages/yours.tsx'), 'YoursRoute'),
})

const downloads = createRoute({
  getParentRoute: () => root,
  path: '/downloads',
  component: lazyRouteComponent(() => import('./pages/downloads.tsx'), 'DownloadsRoute'),
})

const routine = createRoute({
  getParentRoute: () => root,
  path: '/routines/$id',
  component: lazyRouteComponent(() => import('./pages/routine.tsx'), 'RoutineRoute'),
})

const routinePractice = createRoute({
  getParentRoute: () => root,
  path: '/routines/$id/practice',
  component: lazyRouteComponent(() => import('./pages/routine-practice.tsx'), 'RoutinePracticeRoute'),
})

const progress = createRoute({
  getParentRoute: () => root,
  path: '/progress',
  component: lazyRouteComponent(() => import('./pages/progress.tsx'), 'ProgressRoute'),
})

const session = createRoute({
  getParentRoute: () => root,
  path: '/progress/sessions/$sessionId',
  component: lazyRouteComponent(() => import('./pages/meditation-session.tsx'), 'SessionRoute'),
})

const practisedYear = createRoute({
  getParentRoute: () => root,
  path: '/progress/years/$year',
  component: lazyRouteComponent(() => import('./pages/practised-year.tsx'), 'PractisedYearRoute'),
})

interface MeditateSearch {
  /** Id of the title that guides. */
  content?: string
  /** How long the session is at first, where there is such a length. */
  minutes?: number
}

const meditate = createRoute({
  getParentRoute: () => root,
  path: '/meditate',
  validateSearch: ({ content, minutes }: MeditateSearch & SearchSchemaInput): MeditateSearch => ({
    ...(typeof content === 'string' && { content }),
    ...(Number(minutes) > 0 && { minutes: Number(minutes) }),
  }),
  component: lazyRouteComponent(() => import('./pages/meditate.tsx'), 'MeditateRoute'),
})

const timer = createRoute({
  getParentRoute: () => root,
  path: '/timer',
  component: lazyRouteComponent(() => import('./pages/timer.tsx'), 'TimerRoute'),
})

const sounds = createRoute({
  getParentRoute: () => root,
  path: '/sounds',
  component: lazyRouteComponent(() => import('./pages/sounds.tsx'), 'SoundsRoute'),
})

const circleHome = createRoute({
  getParentRoute: () => root,
  path: '/circle',
  component: lazyRouteComponent(() => import('./pages/circle.tsx'), 'CircleHomeRoute'),
})

const circle = createRoute({
  getParentRoute: () => root,
  path: '/circle/$code',
  component: lazyRouteComponent(() => import('./pages/circle.tsx'), 'CircleRoute'),
})

const routeTree = root.addChildren([
  home,
  browse,
  content,
  expert,
  series,
  category,
  signIn,
  signInDone,
  signUp,
  forgotPassword,
  resetPassword,
  confirm,
  profile,
  accountDeletion,
  meditate,
  yours,
  downloads,
  routine,
  routinePractice,
  timer,
  sounds,
  circleHome,
  circle,
  progress,
  session,
  practisedYear,
  ...newsletterRoutes,
  studioRoutes,
])

export type AppRouter = ReturnType<typeof createAppRouter>

/** The pages and their addresses. Loaders only begin to fetch: a page shows itself at once, and fills. */
export function createAppRouter(queries: QueryClient) {
  let left = placeBehind(document.referrer, location.origin)
  const router = createRouter({
    routeTree,
    context: { queries, cameFrom: () => left },
    defaultErrorComponent: PageError,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    search: { strict: true },
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text && `?${text}`
    },
  })
  router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation, pathChanged }) => {
    if (fromLocation && pathChanged && !isPassed(fromLocation) && !isPassed(toLocation)) left = fromLocation
  })
  return router
}

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter
  }
  interface HistoryState {
    /** What the link that was followed stood on. */
    shelf?: Shelf
  }
}
