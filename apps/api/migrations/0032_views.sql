-- Views: each counts once, and is rolled up by the statement that stores it.

alter table video_analytics rename to reported_views;
drop index idx_analytics_content, idx_analytics_user, idx_analytics_viewed_at;

-- By months, so that old ones are dropped whole. Rollups below stay.
create table video_analytics (
  id uuid not null default gen_random_uuid(),
  -- Of an item and a member that are there; the triggers below keep it so. To look each up by a foreign key would cost as much
  -- as the rest of a view: whoever writes one knows both.
  content_id uuid not null,
  -- Null for an anonymous viewer.
  user_id uuid,
  session_id text,

  viewed_at timestamptz not null default now(),
  watch_duration integer,

  -- Cut to its network. The worker empties this, the agent and the session after 30 days.
  ip_address inet,
  user_agent text,

  created_at timestamptz not null default now(),
  -- In the order of time: a new view goes to the end of the index.
  primary key (viewed_at, id)
) partition by range (viewed_at);

create index idx_analytics_content on video_analytics (content_id);
create index idx_analytics_user on video_analytics (user_id) where user_id is not null;
create index idx_analytics_viewed_at on video_analytics using brin (viewed_at);
create index video_analytics_client_idx on video_analytics (viewed_at)
  where ip_address is not null or user_agent is not null or session_id is not null;
comment on table video_analytics is 'Views that count, each once per item, viewer and half hour';
comment on column video_analytics.watch_duration is 'Seconds watched: no more than the item is long, and than passed meanwhile';

-- A view is never refused for want of a partition.
create table video_analytics_default partition of video_analytics default;

create function delete_views_of_items() returns trigger language plpgsql as $$
begin
  delete from video_analytics where content_id in (select id from gone);
  return null;
end $$;

create trigger content_views_deleted after delete on content referencing old table as gone
  for each statement execute function delete_views_of_items();

create function forget_viewers() returns trigger language plpgsql as $$
begin
  update video_analytics set user_id = null where user_id in (select id from gone);
  return null;
end $$;

create trigger users_views_forgotten after delete on users referencing old table as gone
  for each statement execute function forget_viewers();

-- What the default partition has of the month moves along.
create function make_view_partition(month date) returns void language plpgsql as $$
declare
  first_moment timestamptz := date_trunc('month', month)::timestamp at time zone 'utc';
  next_moment timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp at time zone 'utc';
  name text := 'video_analytics_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass(name) is not null then return; end if;
  execute format('create table %I (like video_analytics including defaults including constraints)', name);
  execute format('with moved as (
      delete from video_analytics_default where viewed_at >= %L and viewed_at < %L returning *)
    insert into %I select * from moved', first_moment, next_moment, name);
  execute format('alter table video_analytics attach partition %I for values from (%L) to (%L)', name, first_moment, next_moment);
end $$;

insert into video_analytics
  (id, content_id, user_id, session_id, viewed_at, watch_duration, ip_address, user_agent, created_at)
select id, content_id, user_id, session_id, viewed_at, watch_duration,
  network(set_masklen(ip_address, case family(ip_address) when 4 then 24 else 48 end)), user_agent, created_at
from reported_views;
drop table reported_views;

-- The last view of each viewer and item: what a report belongs to. Gone a day after its last report.
create table recent_views (
  -- A member's id, or a hash of address and agent with the salt of a day.
  viewer uuid not null,
  content_id uuid not null,
  -- Its row in video_analytics.
  view_id uuid not null,
  viewed_at timestamptz not null,
  -- No watch time lies before.
  began_at timestamptz not null,
  reported_at timestamptz not null,
  session_id text,
  watched integer not null,
  -- Positions that were watched, in bins.
  bins int4multirange not null,
  -- Quality of the play, as the player told it last.
  start_ms integer,
  stalls integer,
  height smallint,
  errors text[] not null,
  -- When the view before the last report began, if there was one.
  earlier_viewed_at timestamptz,
  -- What was known of this view before the last report; null if that was its first.
  earlier_watched integer,
  earlier_bins int4multirange,
  earlier_start_ms integer,
  earlier_stalls integer,
  earlier_height smallint,
  earlier_errors text[],
  primary key (viewer, content_id)
) with (fillfactor = 70);
create index recent_views_reported_at_idx on recent_views using brin (reported_at);
comment on table recent_views is 'The last view of a viewer and item, until a day after its last report';

-- Who forgets the salt cannot tell any more whether two anonymous viewers were one.
create table viewer_salts (
  day date primary key,
  salt bytea not null
);
comment on table viewer_salts is 'The salt of anonymous viewers, one a day (UTC), deleted after it';

-- Rollups. Hours and days are those of UTC; watch time and positions count where their view does. A viewer counts once per
-- item and day.

create table view_hours (
  content_id uuid not null references content (id) on delete cascade,
  hour timestamptz not null,
  views integer not null,
  viewers integer not null,
  watch_seconds bigint not null,
  primary key (content_id, hour)
) with (fillfactor = 70);
comment on table view_hours is 'Views of an item by hour';

create table view_days (
  content_id uuid not null references content (id) on delete cascade,
  day date not null,
  views integer not null,
  viewers integer not null,
  watch_seconds bigint not null,
  -- How many views came so far.
  reached_quarter integer not null,
  reached_half integer not null,
  reached_end integer not null,
  primary key (content_id, day)
) with (fillfactor = 70);
comment on table view_days is 'Views of an item by day, and how far they came';

create table view_platform_days (
  day date primary key,
  views integer not null,
  -- Each once a day, whatever they view.
  viewers integer not null,
  watch_seconds bigint not null
) with (fillfactor = 50);
comment on table view_platform_days is 'Views of all items by day';

-- Who was counted in view_platform_days.viewers. Deleted after the day.
create table day_viewers (
  day date not null,
  viewer uuid not null,
  primary key (day, viewer)
);
comment on table day_viewers is 'Who viewed anything on a day, until the day is over';

create table view_totals (
  content_id uuid primary key references content (id) on delete cascade,
  views bigint not null,
  watch_seconds bigint not null,
  -- The natural logarithm of the sum of exp(age at the epoch / decay) over its viewers: forward decay, so that the order of two
  -- items changes with a view only, never with time alone.
  heat double precision,
  -- By what transaction it changed last.
  changed xid8 not null
) with (fillfactor = 50);
comment on table view_totals is 'Views of an item since it is there';

-- The logarithm of a sum whose parts are given by their logarithms. Null is nothing.
create function add_heat(a double precision, b double precision) returns double precision language sql immutable as $$
  select case when a is null or b is null or abs(a - b) > 700 then greatest(a, b)
    else greatest(a, b) + ln(1 + exp(-abs(a - b))) end
$$;

create table view_day_facets (
  content_id uuid not null references content (id) on delete cascade,
  day date not null,
  facet text not null,
  value text not null,
  views integer not null,
  -- Each once per item and day: of how many people the row is.
  viewers integer not null,
  primary key (content_id, day, facet, value),
  constraint view_day_facets_known check (facet in ('device', 'country', 'source'))
) with (fillfactor = 70);
comment on table view_day_facets is 'Views of an item by day and by where they came from';

create table view_positions (
  content_id uuid not null references content (id) on delete cascade,
  day date not null,
  -- Ten seconds of the item, from 0 on.
  bin smallint not null,
  views integer not null,
  primary key (content_id, day, bin)
) with (fillfactor = 70);
comment on table view_positions is 'How many views of a day saw which ten seconds of an item';

create table playback_quality (
  content_id uuid not null references content (id) on delete cascade,
  day date not null,
  measure text not null,
  -- Of a start the milliseconds that it took at the most, of stalls how many, else a height or a code.
  value text not null,
  views integer not null,
  primary key (content_id, day, measure, value),
  constraint playback_quality_measure_known check (measure in ('start', 'stalls', 'height', 'error'))
) with (fillfactor = 70);
comment on table playback_quality is 'How the views of a day played: start times, stalls, heights and errors';

-- The upper edge, in milliseconds, of the class that a start time falls in: each is twice the one before.
create function start_bucket(start_ms integer) returns text language sql immutable as $$
  select (125 * 2 ^ greatest(0, ceil(log(2, greatest(start_ms, 1) / 125.0))))::integer::text
$$;
