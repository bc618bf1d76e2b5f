import type { Database } from '../../db/database.ts'
import { deleteMails } from '../../mail/queries.ts'
import { auditHead } from '../../members/audit-chain.ts'
import { deleteSignIns } from '../../members/queries.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import {
  cutAddresses,
  type DeleteSome,
  deleteDeliveries,
  deleteMediaJobs,
  deleteStreamSessions,
  deleteUnconfirmed,
} from './retention-queries.ts'

/** For how many days each kind is kept after it ended. */
export interface KeepDays {
  streamSessions: number
  signIns: number
  addresses: number
  mails: number
  jobs: number
}

/** Every table of ours whose rows go by themselves: what removes them, and which setting says when. */
export const RETENTION: Record<string, { days: keyof KeepDays; deleteSome: DeleteSome }> = {
  stream_sessions: { days: 'streamSessions', deleteSome: deleteStreamSessions },
  sign_ins: { days: 'signIns', deleteSome: deleteSignIns },
  media_jobs: { days: 'jobs', deleteSome: deleteMediaJobs },
  mails: { days: 'mails', deleteSome: deleteMails },
  campaign_deliveries: { days: 'mails', deleteSome: deleteDeliveries },
  newsletter_subscribers: { days: 'addresses', deleteSome: deleteUnconfirmed },
}

/** Every other table of ours, and why its rows stay. */
export const KEPT_BECAUSE: Record<string, string> = {
  users: 'a member stays until they are deleted',
  identity_accounts: 'goes with its member',
  identity_refresh_tokens: 'goes with its sign-in',
  identity_codes: 'one an address and purpose; each new one removes some that are older than a day',
  identity_external_accounts: 'goes with its account',
  redeemed_flows: 'ten minutes; each new one removes some that are older',
  payload_nonces: 'ten minutes; each new one removes some that are older',
  deleted_members: 'one id a deleted member, so that they stay deleted',
  audit_log: 'a record of acts, which names people by their id alone; what was cut out of it would break its chain',
  audit_chain: 'one hash an act',
  identity_signing_keys: 'a handful, and each may have signed a token that is about',
  categories: 'the catalogue',
  experts: 'the catalogue',
  content_series: 'the catalogue',
  breath_patterns: 'a handful, which the studio deletes',
  content: 'the catalogue',
  renditions: 'goes with its item',
  content_versions: 'a handful an item, which go with it',
  content_sources: 'one row an item, which goes with it',
  spoken_words: 'likewise',
  unused_pictures: 'goes with its picture within two hours, by the job of retention',
  former_files: 'a week, or as long as their item',
  uploads: 'what became of a file; it goes with its item, or with its bytes when it is given up, by a setting',
  upload_parts: 'goes when its upload is over',
  watch_positions: 'one row a member and item; it goes with either',
  favourites: 'likewise',
  dismissed_suggestions: 'likewise',
  meditation_sessions: "a member's practice is theirs, until they delete it",
  downloads: 'a lease of some days on one device and item; it goes with the sign-in of the device',
  reminders: 'one row a member, which goes with them',
  push_subscriptions:
    'ten devices a member; one goes with its sign-in, when that is ended, and when its push service knows it no more',
  member_words: 'a handful a member, which go with them',
  shelf_items: 'one row a category, expert or series; it goes with its last item',
  routines: 'fifty a member at the most, until they delete them',
  circles: 'go a day after their end, by a round of the worker of its own',
  circle_members: 'go with their circle',
  circle_shares: 'go with their circle; one row a process, written over each second',
  timer_presets: 'a handful a member, until they delete them',
  breath_events: 'goes with its session; kept only if the member agreed',
  breath_streams: 'one row a running session, and gone with its end; the worker ends what was abandoned',
  newsletter_suppressions: 'a hash for each address that gets no newsletter: whoever forgets one writes to it again',
  newsletter_endings: 'the figures of campaigns; they name nobody once the subscriber is deleted',
  video_analytics: 'by months, which are dropped by a setting',
  recent_views: 'goes a day after its last report, by a round of the worker of its own',
  viewer_salts: 'goes with its day, likewise',
  view_days: 'how often an item was viewed; it goes with its item',
  view_platform_days: 'one row a day',
  view_totals: 'one row an item',
  view_day_facets: 'how often an item was viewed; it goes with its item',
  view_positions: 'how often an item was viewed; it goes with its item',
  playback_quality: 'how an item played; it goes with its item',
  campaigns: 'what was sent to subscribers, with its figures',
  campaign_links: 'goes with its campaign',
  revocations: 'goes when every token that it could belong to has ended, by a round of the worker of its own',
  readiness: 'one row',
  workers: 'one row a worker that runs; each removes those that were killed a day ago',
  storage_usage: 'one row',
  edge_store: 'one row',
  lasting_key: 'one row',
  data_exports: 'one row a member, who has asked for an export; its file goes when it was fetched, or after a day',
  schema_migrations: 'one row a migration',
}

export const RETENTION_CRON = '17 * * * *'
/** Some milliseconds each, so that nobody waits for a lock. */
const BATCH_SIZE = 1_000
const DAY_MS = 86_400_000

/**
 * The worker's job of each hour, so that it is done each day on a machine that sleeps at night, too: what is older than it is kept for goes, and old addresses of subscribers
 * are cut, in small statements. Many may do it at once. It logs the head of the record of acts,
 * by which `npm run member -- audit verify` later finds out whether that was written anew.
 */
export function retentionJob({ db, clock, log, days, rounds }: RetentionParts) {
  return async (_payload: object, { signal }: { signal: AbortSignal }): Promise<void> => {
    for (const [table, { days: kind, deleteSome }] of Object.entries(RETENTION)) {
      const beforeMs = clock.nowMs() - days[kind] * DAY_MS
      const deleted = await inBatches(signal, () => deleteSome(db, { beforeMs, limit: BATCH_SIZE }))
      if (deleted > 0) log.info({ table, deleted }, 'Old rows were deleted')
    }
    const beforeMs = clock.nowMs() - days.addresses * DAY_MS
    await inBatches(signal, () => cutAddresses(db, { beforeMs, limit: BATCH_SIZE }))
    for (const round of Object.values(rounds)) {
      signal.throwIfAborted()
      await round()
    }
    log.info({ ...(await auditHead(db)) }, 'The record of acts ends here')
  }
}

/** @returns how many rows it was. */
async function inBatches(signal: AbortSignal, change: () => Promise<number>): Promise<number> {
  let changed = 0
  let batch: number
  do {
    signal.throwIfAborted()
    batch = await change()
    changed += batch
  } while (batch === BATCH_SIZE)
  return changed
}

interface RetentionParts {
  db: Database
  clock: Clock
  log: Logger
  days: KeepDays
  /** What goes otherwise than by rows, by its name: bytes with their upload, months of views. */
  rounds: Record<string, () => Promise<void>>
}
