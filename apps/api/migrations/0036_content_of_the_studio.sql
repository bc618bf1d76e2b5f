-- The life of an item in the studio: whose it is, when it is shown and to whom, what it said before, and how it goes.

alter table content
  drop constraint content_status_known,
  -- Null: the operator's, who made it on the command line.
  add column owner_id uuid references users (id) on delete set null,
  -- What people set; another one since somebody read it means that somebody else was quicker.
  add column version integer not null default 1,
  add column tags text[] not null default '{}',
  add column language text,
  -- Where it is not that of the media.
  add column shown_duration_seconds integer,
  add column publish_at timestamptz,
  -- As the owner chose it: an hour of the day that a time zone's rules are applied to.
  add column publish_zone text,
  -- Since when it has been shown; null before.
  add column published_at timestamptz,
  add column publish_when_ready boolean not null default false,
  -- Who may not publish asks somebody who may.
  add column review_requested_at timestamptz,
  add column deleted_at timestamptz,
  add constraint content_status_known check (status in ('draft', 'scheduled', 'published', 'unlisted', 'archived')),
  add constraint content_scheduled_for_a_time
    check (status <> 'scheduled' or (publish_at is not null and publish_zone is not null)),
  add constraint content_version_positive check (version > 0),
  add constraint content_shown_duration_positive check (shown_duration_seconds > 0);

-- Whether members open it by its address.
alter table content
  add column is_open boolean not null generated always as (status in ('published', 'unlisted') and deleted_at is null) stored;

comment on table content is 'Videos and audio; members open those that are published or unlisted, and find the published ones';
comment on column content.tags is 'Words that people find it by, in lower case';
comment on column content.language is 'BCP 47; null where nobody said';
comment on column content.deleted_at is 'It is hidden since then, and goes some days later';

update content set published_at = created_at where status <> 'draft';
-- What is being converted is published at its first rendition, as it was said.
update content set publish_when_ready = true where status = 'draft' and hls_conversion_status in ('pending', 'processing');

create index content_owner_idx on content (owner_id);
create index content_publish_at_idx on content (publish_at) where status = 'scheduled';
create index content_deleted_at_idx on content (deleted_at) where deleted_at is not null;

create table content_versions (
  content_id uuid not null references content (id) on delete cascade,
  version integer not null,
  at timestamptz not null,
  -- Null: by nobody who is still a member.
  author_id uuid references users (id) on delete set null,
  fields jsonb not null,
  primary key (content_id, version),
  constraint content_versions_fields_is_an_object check (jsonb_typeof(fields) = 'object')
);

create index content_versions_author_idx on content_versions (author_id);

comment on table content_versions is 'The texts of items as they were saved, one row a version that changed them';
comment on column content_versions.fields is '{title, description, tags, language}';

create or replace function record_item_revocation() returns trigger language plpgsql as $$
declare
  item content := case when tg_op = 'DELETE' then old else new end;
  is_raised boolean := tg_op = 'UPDATE'
    and array_position(array['free', 'basic', 'premium'], new.access_tier)
      > array_position(array['free', 'basic', 'premium'], old.access_tier);
begin
  -- Tokens are made for open items only; a list of countries must be known before the first one is.
  if (tg_op = 'INSERT' or not old.is_open) and item.countries = ''
    and not exists (select from revocations where kind = 'item' and subject = item.id::text) then
    return null;
  end if;
  insert into revocations (kind, subject, ended, tier, content_type, raised_at, countries)
  values ('item', item.id, tg_op = 'DELETE' or not item.is_open, item.access_tier, item.content_type,
    case when is_raised then clock_timestamp() end, case when tg_op = 'DELETE' then '' else item.countries end)
  on conflict (kind, subject) do update
  set ended = excluded.ended, tier = excluded.tier, content_type = excluded.content_type, countries = excluded.countries,
    raised_at = coalesce(excluded.raised_at, revocations.raised_at),
    changed_at = clock_timestamp(), xid = pg_current_xact_id(), seq = default;
  return null;
end $$;

drop trigger content_revocation_updated on content;
create trigger content_revocation_updated after update of is_open, access_tier, countries on content
  for each row when ((new.is_open, new.access_tier, new.countries) is distinct from (old.is_open, old.access_tier, old.countries))
  execute function record_item_revocation();

drop trigger content_places_left on content;
create trigger content_places_left after update of is_open on content
  for each row when (old.is_open and not new.is_open) execute function leave_places_of_item();
