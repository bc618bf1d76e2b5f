-- Who is playing what, and what is being made playable.

-- One player of one item on one device. Its id travels in stream tokens, so that ending it closes what it opened.
create table stream_sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  content_id uuid not null references content (id) on delete cascade,
  -- Null when the sign-in is not one of ours; a revoked sign-in ends its streams.
  refresh_session_id uuid,
  user_agent text,
  max_height integer not null,
  started_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- When the youngest token that names this session stops being valid.
  expires_at timestamptz not null,
  ended_at timestamptz
);

create index stream_sessions_user_idx on stream_sessions (user_id, expires_at);
create index stream_sessions_expires_at_idx on stream_sessions (expires_at);
-- Every API process asks each second which sessions were ended: that must not cost more because many are running.
create index stream_sessions_ended_idx on stream_sessions (expires_at) where ended_at is not null;
create index stream_sessions_refresh_session_idx on stream_sessions (refresh_session_id);
create index refresh_sessions_revoked_idx on refresh_sessions (revoked_at) where revoked_at is not null;
create index users_inactive_idx on users (id) where status <> 'active';

comment on table stream_sessions is 'Running and past plays; ended ones are refused at the edge';

-- The way of a file into the catalogue, as people see it. The queue behind it is pg-boss, in its own schema.
create table media_jobs (
  id uuid primary key,
  content_id uuid not null references content (id) on delete cascade,
  source_key text not null,
  picture_key text,
  state text not null default 'queued',
  progress real not null default 0,
  -- In words, for the person who uploaded the file.
  failure text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint media_jobs_state_known check (state in ('queued', 'processing', 'playable', 'completed', 'failed')),
  constraint media_jobs_progress_range check (progress between 0 and 1)
);

create index media_jobs_content_idx on media_jobs (content_id);

comment on table media_jobs is 'Transcodes: state, progress from 0 to 1, and the reason of a failure in words';

create function notify_media_job_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('media_job_changed', new.id::text);
  return null;
end $$;

create trigger media_jobs_changed after insert or update on media_jobs
  for each row execute function notify_media_job_changed();
