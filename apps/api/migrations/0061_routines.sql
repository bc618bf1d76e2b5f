-- Playlists of members. The id comes from the device that made it, as for presets of the timer; the member is part of the key.
create table routines (
  user_id uuid not null references users (id) on delete cascade,
  id uuid not null,
  name text not null,
  steps jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null,
  primary key (user_id, id)
);

comment on table routines is 'What members play one after another, by a name of theirs';
comment on column routines.steps is 'A list of content_id, in order; items that are taken down or purged stay in it';
comment on column routines.version is 'Counts the changes, so that nobody writes over what another device has changed';
