import type { StudioSize } from './seed-studio.ts'

interface StudioList {
  name: string
  /** Asked for in turn. */
  paths: (size: StudioSize) => string[]
}

/** Lists as the studio asks for them: their first page, their last one, and what is sought in them. */
export const STUDIO_LISTS: readonly StudioList[] = [
  { name: 'items, those changed last', paths: () => ['/api/studio/content?limit=50'] },
  {
    name: 'items, the last page by title',
    paths: ({ items }) => [`/api/studio/content?limit=50&sort=title&order=asc&offset=${items - 50}`],
  },
  {
    name: 'items, part of a title or a tag',
    paths: () =>
      ['ocean', 'grief 99', 'tag 3', 'nothing at all'].map(
        (q) => `/api/studio/content?limit=50&q=${encodeURIComponent(q)}`,
      ),
  },
  { name: 'items, one letter', paths: () => ['a', 'e', 'x'].map((q) => `/api/studio/content?limit=50&q=${q}`) },
  {
    name: 'items, by status, plan and kind',
    paths: () => ['/api/studio/content?limit=50&status=published&tier=premium&content_type=audio&sort=published'],
  },
  { name: 'categories, with their items', paths: () => ['/api/studio/categories?limit=100'] },
  {
    name: 'experts, with their items',
    paths: () => ['/api/studio/experts?limit=100', '/api/studio/experts?limit=100&sort=items&order=desc'],
  },
  {
    name: 'series, with their items',
    paths: () => ['/api/studio/series?limit=100', '/api/studio/series?limit=100&q=9'],
  },
  { name: 'breathing patterns', paths: () => ['/api/studio/patterns?limit=100'] },
  { name: 'members, those who joined last', paths: () => ['/api/studio/members?limit=50'] },
  {
    name: 'members, how a name or an address begins',
    paths: () =>
      ['maya', 'member.77', 'ada 3', 'nobody'].map((q) => `/api/studio/members?limit=50&q=${encodeURIComponent(q)}`),
  },
  { name: 'members, one letter', paths: () => ['a', 'm', 'x'].map((q) => `/api/studio/members?limit=50&q=${q}`) },
  {
    name: 'members, by plan and status',
    paths: () => ['/api/studio/members?limit=50&tier=premium&status=suspended&sort=seen'],
  },
  {
    name: 'members, by plan alone',
    paths: () =>
      ['tier=premium', 'tier=basic&sort=email&order=asc', 'seen_before=2026-01-01T00:00:00.000Z'].map(
        (filter) => `/api/studio/members?limit=50&${filter}`,
      ),
  },
  {
    name: 'mails',
    paths: () => ['', '&state=dead', '&state=queued'].map((state) => `/api/studio/mails?limit=50${state}`),
  },
  {
    name: 'conversions',
    paths: () => ['', '&state=failed', '&state=queued'].map((state) => `/api/studio/jobs?limit=50${state}`),
  },
  { name: 'acts, the newest', paths: () => ['/api/studio/audit?limit=50'] },
  { name: 'acts, the last page', paths: () => ['/api/studio/audit?limit=50&offset=9950'] },
  {
    name: 'acts, by who, on whom and of a kind',
    paths: () => [
      '/api/studio/audit?limit=50&actor=member.3%40example.com',
      '/api/studio/audit?limit=50&target=member.77%40example.com',
      '/api/studio/audit?limit=50&action=content',
      '/api/studio/audit?limit=50&action=member.status_set&actor=operator',
    ],
  },
  { name: 'what an item can belong to', paths: () => ['/api/studio/content/choices'] },
]
