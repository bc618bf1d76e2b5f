-- What there is to watch and hear.

create table categories (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  constraint categories_slug_key unique (slug)
);

create table experts (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  -- Optional: an expert imported without one is found by id.
  slug text,
  title text,
  bio text,
  avatar_url text,
  featured boolean not null default true,
  created_at timestamptz not null default now(),
  constraint experts_slug_key unique (slug)
);

create table content_series (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  slug text not null,
  description text,
  created_at timestamptz not null default now(),
  constraint content_series_slug_key unique (slug)
);

create table content (
  id uuid primary key default gen_random_uuid(),
  title text not null,
  slug text not null,
  description text,
  content_type text not null,
  access_tier text not null default 'free',
  status text not null default 'draft',

  category_id uuid references categories (id) on delete set null,
  expert_id uuid references experts (id) on delete set null,
  series_id uuid references content_series (id) on delete set null,
  episode_number integer,

  -- Keys in the object store, never shown to a client.
  s3_key_video_720p text,
  s3_key_video_1080p text,
  s3_key_audio text,
  s3_key_thumbnail text,
  s3_key_poster text,
  s3_key_waveform text,

  is_hls_ready boolean not null default false,
  hls_playlist_url text,
  hls_conversion_status text,

  s3_key_audio_hls text,
  is_audio_hls_ready boolean not null default false,
  audio_hls_playlist_url text,

  duration_seconds integer,
  video_duration_seconds integer,
  audio_bitrate integer,
  featured boolean not null default false,
  trending boolean not null default false,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  -- Title weighs most. Category and expert are joined at query time, so that a renamed expert is found at once.
  search_document tsvector generated always as (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', coalesce(description, '')), 'C')
  ) stored,

  constraint content_slug_key unique (slug),
  constraint content_type_known check (content_type in ('video', 'audio')),
  constraint content_tier_known check (access_tier in ('free', 'basic', 'premium')),
  constraint content_status_known check (status in ('draft', 'published', 'archived')),
  constraint content_conversion_known check (hls_conversion_status in ('pending', 'processing', 'completed', 'failed'))
);

create index idx_content_status on content (status);
create index idx_content_access_tier on content (access_tier);
create index idx_content_category on content (category_id);
create index content_expert_idx on content (expert_id);
create index content_series_idx on content (series_id);
create index content_search_document_idx on content using gin (search_document);
create index content_title_trigram_idx on content using gin (title gin_trgm_ops);

-- The rungs of an item's HLS ladder, and its audio-only rendition.
create table renditions (
  content_id uuid not null references content (id) on delete cascade,
  name text not null,
  kind text not null,
  width integer,
  height integer,
  bandwidth integer not null,
  average_bandwidth integer not null,
  codecs text not null,
  frame_rate double precision,
  primary key (content_id, name),
  constraint renditions_kind_known check (kind in ('video', 'audio'))
);

comment on table categories is 'Shelves of the catalogue';
comment on table experts is 'Teachers and artists behind the content';
comment on table content_series is 'Content that belongs together, in order of episode_number';
comment on table content is 'Videos and audio; only published items are shown to members';
comment on table renditions is 'Playable HLS renditions of an item; bandwidths in bits per second';

-- The catalogue is served from memory. A statement that changes many rows says so once ('*'), a small one names its items.
create function notify_catalogue_changed() returns trigger language plpgsql as $$
declare
  changed text[];
begin
  if tg_table_name = 'content' then
    select array_agg(id::text) into changed from (select id from changed_rows limit 101) few;
  elsif tg_table_name = 'renditions' then
    select array_agg(content_id::text) into changed from (select distinct content_id from changed_rows limit 101) few;
  else
    changed := array['*'];
  end if;
  if changed is null then
    return null;
  end if;
  if cardinality(changed) > 100 then
    changed := array['*'];
  end if;
  perform pg_notify('catalogue_changed', id) from unnest(changed) id;
  return null;
end $$;

do $$
declare
  watched text;
begin
  foreach watched in array array['content', 'renditions', 'categories', 'experts', 'content_series'] loop
    execute format('create trigger %1$s_inserted after insert on %1$s referencing new table as changed_rows
      for each statement execute function notify_catalogue_changed()', watched);
    execute format('create trigger %1$s_updated after update on %1$s referencing new table as changed_rows
      for each statement execute function notify_catalogue_changed()', watched);
    execute format('create trigger %1$s_deleted after delete on %1$s referencing old table as changed_rows
      for each statement execute function notify_catalogue_changed()', watched);
  end loop;
end $$;
