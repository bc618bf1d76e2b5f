import { expect, test } from 'vitest'
import { conditionsOf } from './conditions.ts'

test('what is not given is not asked for, and parameters are numbered through', () => {
  const { where, values } = conditionsOf([
    ['deleted_at is null'],
    ['status = $1', 'draft'],
    ['tier = $1', undefined],
    ['(title like $1 or tags @> array[$2] or slug like $1)', '%sea%', 'sea'],
    ['(at, id) < ($1, $2)', 'now', undefined],
    ['owner_id is not distinct from $1', null],
  ])
  expect(where).toBe(
    'deleted_at is null and status = $1 and (title like $2 or tags @> array[$3] or slug like $2) and owner_id is not distinct from $4',
  )
  expect(values).toEqual(['draft', '%sea%', 'sea', null])
})

test('without any condition everything is meant', () => {
  expect(conditionsOf([['status = $1', undefined]])).toEqual({ where: 'true', values: [] })
})
