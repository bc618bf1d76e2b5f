-- The timer: sittings without a guide and without a microphone, which a device may tell of later; and what a member says of
-- any session themselves.

alter table meditation_sessions
  drop constraint meditation_sessions_type_known,
  add constraint meditation_sessions_type_known check (session_type in ('guided', 'free_practice', 'timer')),
  add column mood_before smallint,
  add column mood_after smallint,
  add column note text,
  add constraint meditation_sessions_mood_before_known check (mood_before between 1 and 5),
  add constraint meditation_sessions_mood_after_known check (mood_after between 1 and 5);

comment on column meditation_sessions.mood_before is '1 (heavy) to 5 (bright), as the member tapped it; null: not said, or taken back';
comment on column meditation_sessions.note is 'In the words of the member; null: none';

-- The id comes from the device that made the preset, so that the same one sent twice is one row. Members cannot get in each
-- other's way, as the member is part of the key.
create table timer_presets (
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  name text not null,
  -- Null: open end.
  minutes smallint,
  preparation_seconds smallint not null,
  -- Null: no bells on the way.
  interval_minutes smallint,
  start_bell boolean not null,
  end_bell boolean not null,
  created_at timestamptz not null default now(),
  primary key (user_id, id),
  constraint timer_presets_minutes_known check (minutes between 1 and 180),
  constraint timer_presets_preparation_known check (preparation_seconds between 0 and 300),
  constraint timer_presets_interval_known check (interval_minutes between 1 and 180)
);

comment on table timer_presets is 'How members like their timer set, by a name';
