import { newContentSchema } from '@better-and-bliss/api/studio'
import { expect, test } from 'vitest'
import { demoItems } from './catalogue.ts'
import { demoCategories } from './categories.ts'
import { demoExperts } from './experts.ts'

test('no two items, categories or experts share a slug, a sound or a picture', () => {
  expectDistinct(demoItems.map(({ slug }) => slug))
  expectDistinct(demoItems.map(({ recipe }) => recipe.sound))
  expectDistinct(demoItems.map(({ recipe }) => recipe.picture))
  expectDistinct(demoCategories.map(({ slug }) => slug))
  expectDistinct(demoExperts.map(({ slug }) => slug))
})

test('every item is taken by the studio as it is', () => {
  for (const { categorySlug, expertSlug, ...item } of demoItems) {
    const parsed = newContentSchema.parse({ ...item, category: categorySlug, expert: expertSlug })
    expect(parsed.description).toBe(item.description)
  }
})

test('every tier has items, two are videos, and every category and expert has at least one', () => {
  expect(new Set(demoItems.map(({ tier }) => tier))).toEqual(new Set(['free', 'basic', 'premium']))
  expect(demoItems.filter(({ recipe }) => recipe.kind === 'video')).toHaveLength(2)
  expect(new Set(demoItems.map((item) => item.categorySlug))).toEqual(new Set(demoCategories.map(({ slug }) => slug)))
  expect(new Set(demoItems.map((item) => item.expertSlug))).toEqual(new Set(demoExperts.map(({ slug }) => slug)))
})

test('the first item is free, featured and quickly made, so that a newcomer can play something at once; videos come last', () => {
  const [first, second, third] = demoItems
  expect(first).toMatchObject({ tier: 'free', featured: true, recipe: { kind: 'audio' } })
  expect([second?.tier, third?.tier]).toEqual(['free', 'free'])
  expect(demoItems.slice(-2).map(({ recipe }) => recipe.kind)).toEqual(['video', 'video'])
})

test('items are short enough to be made within a minute', () => {
  const seconds = demoItems.map(({ durationSeconds }) => durationSeconds)
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(30)
  expect(Math.max(...seconds)).toBeLessThanOrEqual(90)
})

function expectDistinct(names: readonly string[]) {
  expect(names).toEqual([...new Set(names)])
}
