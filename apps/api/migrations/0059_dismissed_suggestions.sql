-- What members do not want to be suggested on their home page, on whatever device.

create table dismissed_suggestions (
  user_id uuid not null references users (id) on delete cascade,
  content_id uuid not null references content (id) on delete cascade,
  dismissed_at timestamptz not null,
  primary key (user_id, content_id)
);

-- For the end of an item.
create index dismissed_suggestions_content_idx on dismissed_suggestions (content_id);

comment on table dismissed_suggestions is 'Items that a member does not want to be suggested for a while';
