import { group } from '../group.ts'

/** For how long each kind of thing is kept that is not kept for good, all in one place. */
export const retention = group(
  [
    ...(['STREAM_SESSIONS_KEEP_DAYS', 'SIGN_INS_KEEP_DAYS', 'ADDRESSES_KEEP_DAYS', 'MAILS_KEEP_DAYS'] as const),
    ...(['UPLOADS_KEEP_DAYS', 'JOBS_KEEP_DAYS', 'VIEWS_KEEP_MONTHS'] as const),
  ],
  (set) => ({
    /** After it ended. */
    days: {
      streamSessions: set.STREAM_SESSIONS_KEEP_DAYS,
      signIns: set.SIGN_INS_KEEP_DAYS,
      /** From where somebody came, and email addresses that nobody confirmed. */
      addresses: set.ADDRESSES_KEEP_DAYS,
      mails: set.MAILS_KEEP_DAYS,
      /** Those that nobody goes on with. */
      uploads: set.UPLOADS_KEEP_DAYS,
      jobs: set.JOBS_KEEP_DAYS,
    },
    /** How many whole months each view is kept, beside what is counted of it. */
    viewMonths: set.VIEWS_KEEP_MONTHS,
  }),
)
