-- What the studio sets of categories, experts and series, and the breathing patterns that it makes.

alter table categories
  -- What people set; another one since somebody read it means that somebody else was quicker.
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();

alter table experts
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now(),
  -- Its object in the store is the thumbnail of that id. Another picture gets another id, so that no browser shows the old one.
  add column picture_id uuid;

alter table content_series
  add column version integer not null default 1,
  add column updated_at timestamptz not null default now();

create table breath_patterns (
  id uuid primary key,
  name text not null,
  words text not null,
  target jsonb not null,
  position integer not null,
  is_shown boolean not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint breath_patterns_target_is_an_object check (jsonb_typeof(target) = 'object')
);

comment on table breath_patterns is 'Patterns that members can choose, beside those that every installation has';
comment on column breath_patterns.target is 'One cycle: {inhale_ms, hold_in_ms, exhale_ms, hold_out_ms}';
comment on column breath_patterns.is_shown is 'Whether it can be chosen';

alter table meditation_sessions
  -- What the studio's pattern was called that was followed. Like its target it was copied: a session stays what it was.
  add column pattern_name text,
  drop constraint meditation_sessions_pattern_known,
  add constraint meditation_sessions_pattern_known
    check (pattern in ('none', 'box', '4-7-8', 'coherent', 'studio', 'own')),
  add constraint meditation_sessions_pattern_named check ((pattern = 'studio') = (pattern_name is not null));
