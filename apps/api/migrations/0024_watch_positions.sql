-- Where members stopped in what they watch or hear, on whatever device.

create table watch_positions (
  user_id uuid not null references users (id) on delete cascade,
  content_id uuid not null references content (id) on delete cascade,
  position_seconds double precision not null,
  -- Counted by the players: each report has a greater number than what its player knew to be stored.
  sequence bigint not null,
  -- Whether the last report went back on purpose.
  moved_back boolean not null,
  -- Begun and not watched to its end.
  under_way boolean not null,
  -- Taken off the list of what is under way by the member, until it is played again.
  is_removed boolean not null default false,
  -- When it was watched to its end last; null if it never was.
  watched_at timestamptz,
  updated_at timestamptz not null,
  primary key (user_id, content_id),
  constraint watch_positions_position_range check (position_seconds >= 0),
  constraint watch_positions_sequence_range check (sequence > 0)
);

create index watch_positions_under_way_idx on watch_positions (user_id, updated_at desc) where under_way and not is_removed;
create index watch_positions_watched_idx on watch_positions (user_id, watched_at desc) where watched_at is not null;
create index watch_positions_content_idx on watch_positions (content_id);

comment on table watch_positions is 'Where a member stopped in an item, and whether they watched it to its end';
