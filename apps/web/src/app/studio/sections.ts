import type { User } from '@better-and-bliss/sdk'
import type { LinkProps } from '@tanstack/react-router'
import { t } from '../../features/studio/shared/messages.ts'
import type { StudioPermission } from './entry.ts'

export interface StudioPage {
  to: LinkProps['to'] & string
  name: string
  permission: StudioPermission
  /** Whether it is of a period, which goes along from one such page to the next. */
  hasPeriod?: boolean
}

interface StudioSection {
  name: string
  pages: readonly StudioPage[]
}

/** The studio's navigation, in its order. Pages below one of these, such as that of an item, have no entry of their own. */
const STUDIO_SECTIONS: readonly StudioSection[] = [
  {
    name: t('library'),
    pages: [
      { to: '/studio/content', name: t('items'), permission: 'view_studio_content' },
      { to: '/studio/uploads', name: t('uploads'), permission: 'manage_content' },
      { to: '/studio/jobs', name: t('conversions'), permission: 'manage_content' },
      { to: '/studio/categories', name: t('categories'), permission: 'view_studio_content' },
      { to: '/studio/series', name: t('series'), permission: 'view_studio_content' },
      { to: '/studio/experts', name: t('experts'), permission: 'view_studio_content' },
      { to: '/studio/patterns', name: t('patterns'), permission: 'view_studio_content' },
    ],
  },
  {
    name: t('insights'),
    pages: [
      { to: '/studio/insights', name: t('watched'), permission: 'view_analytics', hasPeriod: true },
      { to: '/studio/returning', name: t('returning'), permission: 'view_analytics' },
      { to: '/studio/practice', name: t('practice'), permission: 'view_analytics', hasPeriod: true },
    ],
  },
  {
    name: t('people'),
    pages: [{ to: '/studio/members', name: t('members'), permission: 'view_members' }],
  },
  {
    name: t('readers'),
    pages: [{ to: '/studio/newsletter', name: t('newsletter'), permission: 'manage_newsletter' }],
  },
  {
    name: t('house'),
    pages: [
      { to: '/studio/audit', name: t('record'), permission: 'view_audit' },
      { to: '/studio/system', name: t('system'), permission: 'view_system' },
    ],
  },
]

/** What a member may see of it. */
export function sectionsFor(member: User): readonly StudioSection[] {
  return STUDIO_SECTIONS.map(({ name, pages }) => ({
    name,
    pages: pages.filter((page) => opensTo(member, page)),
  })).filter(({ pages }) => pages.length > 0)
}

export interface StudioPlace {
  section: string
  page: StudioPage
  /** Whether it is a page below that of the entry. */
  isBelow: boolean
}

/** Where in the studio a path leads; undefined for a path without an entry. */
export function placeOf(path: string): StudioPlace | undefined {
  for (const { name: section, pages } of STUDIO_SECTIONS) {
    const page = pages.find(({ to }) => path === to || path.startsWith(`${to}/`))
    if (page) return { section, page, isBelow: path !== page.to }
  }
  return undefined
}

export function opensTo({ permissions }: User, { permission }: StudioPage): boolean {
  return permissions.includes(permission)
}
