import type { User } from '@better-and-bliss/sdk'
import type { LinkProps } from '@tanstack/react-router'

interface StudioPage {
  to: LinkProps['to'] & string
  name: string
  permission: User['permissions'][number]
}

const STUDIO_PAGES: readonly StudioPage[] = [
  { to: '/studio/insights', name: 'What is watched', permission: 'view_analytics' },
  { to: '/studio/returning', name: 'Who comes back', permission: 'view_analytics' },
  { to: '/studio/practice', name: 'Practice', permission: 'view_analytics' },
  { to: '/studio/newsletter', name: 'Newsletter', permission: 'manage_newsletter' },
]

/** The pages of the studio that a member may see. */
export function studioPagesOf({ permissions }: User): readonly StudioPage[] {
  return STUDIO_PAGES.filter(({ permission }) => permissions.includes(permission))
}
