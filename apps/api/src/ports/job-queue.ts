import type { Database } from '../db/database.ts'

/** Kinds of work that outlive a request, and what each needs to know. */
export interface JobPayloads {
  /** `attempt`: the one to start; without it the current one. */
  transcode: { mediaJobId: string; attempt?: number }
  /** Looks at an upload whose bytes are all there. */
  take_upload: { uploadId: string }
  retention: Record<string, never>
}

export type JobKind = keyof JobPayloads

export const JOB_KINDS = ['transcode', 'take_upload', 'retention'] as const satisfies JobKind[]

/** How many jobs of a kind there are; `failed` within a week, `cause`: why one failed last, in words. */
export interface JobCounts {
  kind: string
  waiting: number
  running: number
  retrying: number
  failed: number
  cause: string | null
}

export interface JobContext {
  /** Aborted when the worker stops or has lost the job to another one. */
  signal: AbortSignal
  /** From 1. */
  attempt: number
  /** Nobody will try this job again after this attempt. */
  lastAttempt: boolean
}

export type JobHandler<Kind extends JobKind> = (payload: JobPayloads[Kind], context: JobContext) => Promise<void>

/** Durable work: a job that was added is done at least once, whatever process dies. */
export interface JobQueue extends AsyncDisposable {
  /** Adds a job inside the caller's transaction: it exists if, and only if, that commits, and is done no sooner than asked. */
  add<Kind extends JobKind>(
    db: Database,
    kind: Kind,
    payload: JobPayloads[Kind],
    when?: { afterSeconds: number },
  ): Promise<void>

  /** Adds a job of one kind at each time that a cron expression names (UTC), however many processes ask for it. */
  schedule(kind: JobKind, cron: string): Promise<void>

  /** Does jobs of one kind, one at a time. An error makes the queue try again, after ever longer pauses, for more than a day. */
  work<Kind extends JobKind>(kind: Kind, handler: JobHandler<Kind>): Promise<void>
}
