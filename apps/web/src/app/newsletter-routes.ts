import { EMBEDDED_PATH } from '@better-and-bliss/membership'
import { createRoute, lazyRouteComponent, type SearchSchemaInput } from '@tanstack/react-router'
import { root } from './root-route.ts'

/** What the links in mails carry, unchecked: the API knows whether it is good. */
const validateToken = ({ token }: { token?: string } & SearchSchemaInput): { token?: string } =>
  typeof token === 'string' ? { token } : {}

const confirmSubscription = createRoute({
  getParentRoute: () => root,
  path: '/newsletter/confirm',
  validateSearch: validateToken,
  component: lazyRouteComponent(() => import('./pages/newsletter.tsx'), 'ConfirmSubscriptionRoute'),
})

const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/newsletter/unsubscribe',
  validateSearch: validateToken,
  component: lazyRouteComponent(() => import('./pages/newsletter.tsx'), 'UnsubscribeRoute'),
})

const newsletterPreferences = createRoute({
  getParentRoute: () => root,
  path: '/newsletter/preferences',
  validateSearch: validateToken,
  component: lazyRouteComponent(() => import('./pages/newsletter.tsx'), 'PreferencesRoute'),
})

const remindersOff = createRoute({
  getParentRoute: () => root,
  path: '/reminders/off',
  validateSearch: validateToken,
  component: lazyRouteComponent(() => import('./pages/reminders-off.tsx'), 'RemindersOffRoute'),
})

const embeddedForm = createRoute({
  getParentRoute: () => root,
  path: EMBEDDED_PATH,
  validateSearch: ({ source }: { source?: string } & SearchSchemaInput): { source?: string } =>
    typeof source === 'string' ? { source } : {},
  component: lazyRouteComponent(() => import('./pages/newsletter.tsx'), 'EmbeddedFormRoute'),
})

/** Pages that mails lead to, and the form that other sites show. */
export const newsletterRoutes = [
  confirmSubscription,
  unsubscribe,
  newsletterPreferences,
  remindersOff,
  embeddedForm,
] as const
