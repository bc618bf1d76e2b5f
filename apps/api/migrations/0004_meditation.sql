-- Breath sessions. No audio is ever stored: only what was heard, as phases and numbers.

create table meditation_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  -- Null for free practice.
  content_id uuid references content (id) on delete set null,
  session_type text not null,

  started_at timestamptz not null,
  ended_at timestamptz,
  duration_seconds integer,
  completed boolean not null default false,

  total_breaths integer not null default 0,
  avg_breath_duration decimal(5, 2),
  breath_consistency_score decimal(3, 2),
  inhale_exhale_ratio decimal(3, 2),
  quality_score decimal(3, 2),

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint meditation_sessions_type_known check (session_type in ('guided', 'free_practice'))
);

create index idx_meditation_user on meditation_sessions (user_id);
create index idx_meditation_started on meditation_sessions (started_at);

create table breath_events (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references meditation_sessions (id) on delete cascade,

  event_type text not null,
  timestamp timestamptz not null,
  duration_ms integer,

  volume_rms decimal(5, 4),
  spectral_centroid decimal(8, 2),
  confidence_score decimal(3, 2),

  breath_number integer,
  is_consistent boolean,
  deviation_from_target decimal(3, 2),

  created_at timestamptz not null default now(),
  constraint breath_events_type_known check (event_type in ('inhaling', 'exhaling', 'holding', 'idle'))
);

create index idx_breath_session on breath_events (session_id);
create index idx_breath_timestamp on breath_events (timestamp);

comment on table meditation_sessions is 'One sitting: when, how long, and how the breath went';
comment on table breath_events is 'Finished breath phases of a session';
