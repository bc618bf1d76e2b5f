-- What members love, and what they played last, on whatever device.

create table favourites (
  user_id uuid not null references users (id) on delete cascade,
  content_id uuid not null references content (id) on delete cascade,
  added_at timestamptz not null,
  primary key (user_id, content_id)
);

create index favourites_latest_idx on favourites (user_id, added_at desc);
-- For the end of an item.
create index favourites_content_idx on favourites (content_id);

comment on table favourites is 'Items that a member put a heart on';

-- The history of a member; what may be gone on with has an index of its own.
create index watch_positions_latest_idx on watch_positions (user_id, updated_at desc);
