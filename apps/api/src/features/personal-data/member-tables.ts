import type { OwnRows } from '../../db/row-pages.ts'
import { ACT_ROWS, SIGN_IN_ROWS } from '../../members/own-rows.ts'

/** What of a member finds the rows. */
export type OwnerKey = 'userId' | 'sub' | 'email'

/** Files of an export that are rows of one table: by the name of the file. */
export const EXPORTED: Record<string, { rows: OwnRows; by: OwnerKey; without: Record<string, string> }> = {
  profile: {
    rows: {
      table: 'users',
      columns: [
        'cognito_sub',
        'email',
        'display_name',
        'avatar_url',
        'role',
        'subscription_tier',
        'status',
        'last_login',
        'created_at',
        'updated_at',
        'deletion_requested_at',
        'signed_out_at',
        'provider_behind_since',
        'provider_status_behind',
      ],
      owner: 'id',
      key: 'id',
    },
    by: 'userId',
    without: { id: 'a number of ours; cognito_sub is the public one' },
  },
  sign_ins: { rows: SIGN_IN_ROWS, by: 'sub', without: {} },
  acts: { rows: ACT_ROWS, by: 'sub', without: {} },
  plays: {
    rows: {
      table: 'stream_sessions',
      columns: [
        'id',
        'content_id',
        'sign_in_id',
        'user_agent',
        'max_height',
        'started_at',
        'last_seen_at',
        'earlier_expires_at',
        'expires_at',
        'place',
        'ended_at',
        'ended_reason',
        'taken_over_by',
      ],
      owner: 'user_id',
      key: 'id',
    },
    by: 'userId',
    without: { user_id: 'the member' },
  },
  positions: {
    rows: {
      table: 'watch_positions',
      columns: [
        'content_id',
        'position_seconds',
        'sequence',
        'moved_back',
        'under_way',
        'is_removed',
        'watched_at',
        'updated_at',
      ],
      owner: 'user_id',
      key: 'content_id',
    },
    by: 'userId',
    without: { user_id: 'the member' },
  },
  views: {
    rows: {
      table: 'video_analytics',
      columns: [
        'id',
        'content_id',
        'session_id',
        'viewed_at',
        'watch_duration',
        'ip_address',
        'user_agent',
        'created_at',
      ],
      owner: 'user_id',
      key: 'id',
    },
    by: 'userId',
    without: { user_id: 'the member' },
  },
  newsletter: {
    rows: {
      table: 'newsletter_subscribers',
      columns: [
        'id',
        'email',
        'name',
        'source',
        'status',
        'client_ip',
        'subscribed_at',
        'unsubscribed_at',
        'topics',
        'frequency',
        'consent_at',
        'confirmed_at',
        'mailed_at',
        'created_at',
        'updated_at',
      ],
      owner: 'email',
      key: 'id',
    },
    by: 'email',
    without: {},
  },
  exports: {
    rows: {
      table: 'data_exports',
      columns: ['id', 'state', 'requested_at', 'size_bytes', 'expires_at'],
      owner: 'user_id',
      key: 'id',
    },
    by: 'userId',
    without: { user_id: 'the member', attempts: 'of a worker', next_try_at: 'of a worker' },
  },
}

/** Tables that the other files of an export are made of. */
export const EXPORTED_OTHERWISE: Record<string, string> = {
  meditation_sessions: 'practice',
  breath_events: 'practice',
  identity_accounts: 'account, as the identity provider tells it; the password is a hash, and no export tells it',
}

/** Every table that is in no export, and why. */
export const NOT_EXPORTED: Record<string, string> = {
  breath_streams: 'where the microphone of a running session stands, until it ends',
  identity_refresh_tokens: 'which token of a sign-in is current',
  identity_codes: 'hashes of codes that are good for an hour',
  identity_external_accounts: 'the id that Google gave the member; the method of sign_ins says that they sign in by it',
  newsletter_suppressions: 'hashes of addresses; status of newsletter says the same',
  newsletter_endings: 'figures of campaigns; status and unsubscribed_at of newsletter say the same',
  mails: 'mails on their way, sealed; once sent they name nobody',
  revocations: 'what the edges refuse, until no token for it lives; sign_ins and plays say the same',
  redeemed_flows: 'names no member',
  deleted_members: 'members who are gone',
  audit_chain: 'hashes of acts',
  identity_signing_keys: 'names no member',
  categories: 'names no member',
  content: 'names no member',
  content_series: 'names no member',
  edge_store: 'names no member',
  experts: 'names no member',
  media_jobs: 'names no member',
  readiness: 'names no member',
  renditions: 'names no member',
  schema_migrations: 'names no member',
}
