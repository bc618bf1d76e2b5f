import type { OwnRows } from '../db/row-pages.ts'

/** The sign-ins of a member, by subject. */
export const SIGN_IN_ROWS: OwnRows = {
  table: 'sign_ins',
  columns: [
    'id',
    'sub',
    'provider',
    'method',
    'device',
    'country',
    'created_at',
    'last_seen_at',
    'expires_at',
    'revoked_at',
    'revoked_reason',
    'stepped_up_at',
  ],
  owner: 'sub',
  key: 'id',
}

/** Acts on the account of a member, by subject; what ended a sign-in stands in that. */
export const ACT_ROWS: OwnRows = {
  table: 'audit_log',
  columns: ['id', 'at', 'actor_kind', 'actor_sub', 'action', 'target', 'before', 'after', 'request_id'],
  owner: 'target',
  key: 'id',
}
