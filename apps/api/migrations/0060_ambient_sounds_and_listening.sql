-- Sounds that are played under the silence of the timer.

alter table timer_presets add column ambient_sounds jsonb not null default '[]';
comment on column timer_presets.ambient_sounds is 'A list of sound and level (1 to 100); the API''s schema says which there are';

-- Listening and watching are practice as well. A sitting is what was heard of one item without a long pause.

alter table watch_positions
  add column sitting_id uuid,
  add column sitting_started_at timestamptz,
  add column sitting_seconds double precision not null default 0;

comment on column watch_positions.sitting_id is 'The session of practice that the sitting is, once it is long enough; null before the first report since there are sittings';
comment on column watch_positions.sitting_seconds is 'Played in it: no more than the position went on, and no more than passed since the last report of the member';

alter table meditation_sessions
  drop constraint meditation_sessions_type_known,
  add constraint meditation_sessions_type_known check (session_type in ('guided', 'free_practice', 'timer', 'listening'));
