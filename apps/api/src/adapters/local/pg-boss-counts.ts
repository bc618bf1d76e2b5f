import type { Database } from '../../db/database.ts'
import type { JobCounts, JobKind } from '../../ports/job-queue.ts'

/** Jobs of the queue by their kind, from pg-boss's own tables, which a worker makes: until one has run there are none. */
export async function countJobs(db: Database): Promise<JobCounts[]> {
  const [made] = await db.query<{ is_made: boolean }>(
    'pg_boss_is_made',
    `select to_regclass('pgboss.job') is not null as is_made`,
  )
  if (!made?.is_made) return []
  return db.query<JobCounts & { kind: JobKind }>(
    'pg_boss_counts',
    `select name as kind, (count(*) filter (where state = 'created'))::integer as waiting,
       (count(*) filter (where state = 'active'))::integer as running,
       (count(*) filter (where state = 'retry'))::integer as retrying,
       (count(*) filter (where state = 'failed' and completed_on > now() - interval '7 days'))::integer as failed,
       (array_agg(output ->> 'message' order by coalesce(completed_on, started_on) desc nulls last)
         filter (where state in ('retry', 'failed') and output ? 'message'))[1] as cause
     from pgboss.job where name not like '\\_\\_%' group by name order by name`,
  )
}
