-- Files on their way from a browser to an item. Their bytes are in the object store, in parts; what of them is there for good is here.

create table uploads (
  id uuid primary key,
  owner_id uuid not null references users (id) on delete cascade,
  -- What it is for; who may change that was asked before the first byte.
  content_id uuid not null references content (id) on delete cascade,
  purpose text not null,
  -- BCP 47, of captions.
  language text,
  -- As its owner calls it: shown, and no part of a path.
  file_name text not null,
  length bigint not null,
  received bigint not null default 0,
  -- Of the whole, in lower-case hexadecimal, where the client said it.
  sha256 text,
  object_key text not null,
  -- The store's own name of the parts.
  store_upload_id text not null,
  state text not null default 'receiving',
  -- In words, for the person who sent the file.
  failure text,
  -- What of the file members will not see or hear, a sentence each.
  left_out text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint uploads_purpose_known check (purpose in ('media', 'picture', 'captions', 'chapters')),
  constraint uploads_captions_have_a_language check ((purpose = 'captions') = (language is not null)),
  constraint uploads_state_known check (state in ('receiving', 'received', 'queued', 'taken_up', 'refused')),
  constraint uploads_received_range check (received between 0 and length)
);

create index uploads_owner_idx on uploads (owner_id, created_at desc);
create index uploads_content_idx on uploads (content_id);
-- What the worker looks for: what has arrived, and what nobody goes on with.
create index uploads_unfinished_idx on uploads (state, updated_at) where state in ('receiving', 'received');

comment on table uploads is 'Files that are uploaded to items: how much of each has arrived, and what became of it';
comment on column uploads.state is
  'receiving; received: all bytes are there; queued: the worker looks at it; taken_up: it belongs to the item; refused: see failure';

create table upload_parts (
  upload_id uuid not null references uploads (id) on delete cascade,
  number integer not null,
  etag text not null,
  primary key (upload_id, number),
  constraint upload_parts_number_positive check (number > 0)
);

comment on table upload_parts is 'The parts of uploads that the object store has, for when they are joined';

create function notify_upload_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('upload_changed', new.id::text);
  return null;
end $$;

create trigger uploads_changed after insert or update of state on uploads
  for each row execute function notify_upload_changed();

create table content_sources (
  content_id uuid primary key references content (id) on delete cascade,
  -- Null until the first media have come: what belongs to them may come before.
  source_key text,
  picture_key text,
  captions jsonb not null default '[]',
  chapters jsonb,
  constraint content_sources_captions_are_a_list check (jsonb_typeof(captions) = 'array'),
  constraint content_sources_chapters_are_a_list check (jsonb_typeof(chapters) = 'array')
);

comment on table content_sources is 'What an item is made from, as it was given last: keys in the object store';
comment on column content_sources.captions is '[{language, key}]: WebVTT in the object store';
comment on column content_sources.chapters is '[{title, startSeconds}], in the place of those in the media; null for those';

insert into content_sources (content_id, source_key, picture_key, captions)
select distinct on (content_id) content_id, source_key, picture_key, captions
from media_jobs order by content_id, created_at desc, id desc;

-- Somebody may cancel a conversion, and ask for another attempt at one that has failed.
alter table media_jobs
  drop constraint media_jobs_state_known,
  add constraint media_jobs_state_known
    check (state in ('queued', 'processing', 'playable', 'completed', 'failed', 'cancelled')),
  -- Asked for by a process that has no queue: the worker queues the attempt.
  add column is_retry_asked boolean not null default false,
  add column output_id uuid;

comment on column media_jobs.output_id is
  'The folder of media that it fills beside those of an item that plays meanwhile, as long as that is there; null: the item''s own';

-- The list of conversions.
create index media_jobs_created_idx on media_jobs (created_at desc, id desc);

create index media_jobs_output_idx on media_jobs (state) where output_id is not null;

create index media_jobs_retry_asked_idx on media_jobs (id) where is_retry_asked;
