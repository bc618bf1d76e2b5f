import { TIERS } from '@better-and-bliss/membership'
import { expect, test } from 'vitest'
import { ROLES } from './member.ts'
import { isPermitted, type Permission, permissionsOf } from './permissions.ts'

const rolesWith = (permission: Permission) =>
  ROLES.filter((role) => TIERS.every((tier) => isPermitted({ role, tier }, permission)))
const rolesThatMayHave = (permission: Permission) =>
  ROLES.filter((role) => TIERS.some((tier) => isPermitted({ role, tier }, permission)))

test.each([
  ['manage_members', ['admin']],
  ['manage_newsletter', ['admin']],
  ['manage_shelves', ['admin']],
  ['view_audit', ['admin']],
  ['view_system', ['admin']],
  ['view_members', ['admin', 'moderator']],
  ['suspend_members', ['admin', 'moderator']],
  ['manage_content', ['admin', 'content_creator']],
  ['view_analytics', ['admin', 'content_creator']],
  ['publish_content', ['admin', 'content_creator']],
  ['view_studio_content', ['admin', 'content_creator', 'moderator']],
  ['moderate_content', ['admin', 'moderator']],
] as const)('%s comes with the roles %j, whatever the tier, and with no other', (permission, roles) => {
  expect(rolesWith(permission)).toEqual(roles)
  expect(rolesThatMayHave(permission)).toEqual(roles)
})

test('the tier says what may be viewed; an admin views everything', () => {
  const of = (role: 'free_user' | 'admin') => TIERS.map((tier) => permissionsOf({ role, tier })[0])
  expect(of('free_user')).toEqual([undefined, 'view_basic_content', 'view_premium_content'])
  expect(of('admin')).toEqual(Array(3).fill('view_premium_content'))
})
