-- What an item was made from before somebody replaced or removed it, for as long as that can be taken back.

create table former_files (
  id uuid primary key,
  content_id uuid not null references content (id) on delete cascade,
  file jsonb not null,
  replaced_at timestamptz not null,
  -- Null: by nobody who is still a member.
  replaced_by uuid references users (id) on delete set null,
  constraint former_files_file_is_known
    check (file ->> 'purpose' in ('media', 'picture', 'captions', 'sound', 'chapters'))
);

create index former_files_content_idx on former_files (content_id, replaced_at desc);
create index former_files_replaced_at_idx on former_files (replaced_at);
create index former_files_replaced_by_idx on former_files (replaced_by);

comment on table former_files is 'Files of items that were replaced or removed, and can be brought back for a week';
comment on column former_files.file is
  '{purpose, key} and what content_sources says of it; of chapters {purpose, given, shown}: given is null for those of the media';
