import type { User } from '@better-and-bliss/sdk'
import type { LinkProps } from '@tanstack/react-router'
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
    name: 'Library',
    pages: [
      { to: '/studio/content', name: 'Items', permission: 'view_studio_content' },
      { to: '/studio/uploads', name: 'Uploads', permission: 'manage_content' },
      { to: '/studio/jobs', name: 'Conversions', permission: 'manage_content' },
      { to: '/studio/categories', name: 'Categories', permission: 'view_studio_content' },
      { to: '/studio/series', name: 'Series', permission: 'view_studio_content' },
      { to: '/studio/experts', name: 'Experts', permission: 'view_studio_content' },
      { to: '/studio/patterns', name: 'Breathing patterns', permission: 'view_studio_content' },
    ],
  },
  {
    name: 'Insights',
    pages: [
      { to: '/studio/insights', name: 'What is watched', permission: 'view_analytics', hasPeriod: true },
      { to: '/studio/returning', name: 'Who comes back', permission: 'view_analytics' },
      { to: '/studio/practice', name: 'Practice', permission: 'view_analytics', hasPeriod: true },
    ],
  },
  {
    name: 'People',
    pages: [{ to: '/studio/members', name: 'Members', permission: 'view_members' }],
  },
  {
    name: 'Readers',
    pages: [{ to: '/studio/newsletter', name: 'Newsletter', permission: 'manage_newsletter' }],
  },
  {
    name: 'House',
    pages: [
      { to: '/studio/audit', name: 'Record of acts', permission: 'view_audit' },
      { to: '/studio/system', name: 'System', permission: 'view_system' },
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
