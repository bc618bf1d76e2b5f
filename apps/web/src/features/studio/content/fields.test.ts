import { expect, test } from 'vitest'
import { changesOf, type Fields } from './fields.ts'

const BEGAN: Fields = {
  title: 'Night sea',
  slug: null,
  description: '',
  access_tier: 'free',
  category_id: null,
  expert_id: null,
  series_id: null,
  episode_number: null,
  tags: ['sleep'],
  language: null,
  countries: { rule: 'everywhere', codes: [] },
  shown_duration_seconds: null,
  featured: false,
  trending: false,
}

test('only what was changed is sent; a title takes along the slug that nobody chose', () => {
  expect(changesOf({ ...BEGAN, tags: ['sleep'] }, BEGAN)).toEqual({})
  expect(changesOf({ ...BEGAN, title: 'Sea' }, BEGAN)).toEqual({ title: 'Sea', slug: null })
  const chosen = { ...BEGAN, slug: 'sea' }
  expect(changesOf({ ...chosen, title: 'Sea' }, chosen)).toEqual({ title: 'Sea' })
})
