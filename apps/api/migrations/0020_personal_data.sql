-- What members may ask for: a copy of all that is kept of them, and the end of their account.

alter table users add column deletion_requested_at timestamptz;
comment on column users.deletion_requested_at is 'When the member asked for the deletion of the account, which a worker does some days later; null if they keep it';
create index users_deletion_requested_at_idx on users (deletion_requested_at) where deletion_requested_at is not null;

drop trigger users_member_changed on users;
create trigger users_member_changed
  after update of role, subscription_tier, status, email, display_name, avatar_url, deletion_requested_at on users
  for each row execute function notify_member_changed();

create table data_exports (
  -- Names the file, too. Another one for each export.
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  state text not null,
  requested_at timestamptz not null,
  attempts integer not null default 0,
  -- While a worker writes it: when another one may take over.
  next_try_at timestamptz not null,
  size_bytes bigint,
  -- Until when the file is there.
  expires_at timestamptz,
  constraint data_exports_user_id_key unique (user_id),
  constraint data_exports_state_known check (state in ('queued', 'ready', 'downloading', 'downloaded', 'failed')),
  constraint data_exports_file_known
    check (state in ('queued', 'failed') or (size_bytes is not null and expires_at is not null))
);

create index data_exports_next_try_at_idx on data_exports (next_try_at) where state = 'queued';

comment on table data_exports is 'The last export that a member asked for, and what became of it';
