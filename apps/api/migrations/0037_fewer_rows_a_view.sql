-- A view is stored with fewer rows: hours and devices are columns of the item's day, and who viewed today is known from the last
-- view of each item.

alter table view_days
  -- Views by hour, from 0 to 23; null, or left out at either end, where there were none.
  add column hours integer[] not null default '{}',
  -- Views by device, and how many of them were their viewer's first of the item and day.
  add column desktop_views integer not null default 0,
  add column desktop_viewers integer not null default 0,
  add column phone_views integer not null default 0,
  add column phone_viewers integer not null default 0,
  add column tablet_views integer not null default 0,
  add column tablet_viewers integer not null default 0,
  add column tv_views integer not null default 0,
  add column tv_viewers integer not null default 0,
  add column other_views integer not null default 0,
  add column other_viewers integer not null default 0;
comment on table view_days is 'Views of an item by day, hour and device, and how far they came';

update view_days d set hours = (
  select ('[0:23]={' || string_agg(coalesce(h.views::text, 'NULL'), ',' order by n) || '}')::integer[]
  from generate_series(0, 23) n
    left join view_hours h on h.content_id = d.content_id and h.hour = (d.day + make_interval(hours => n)) at time zone 'utc'
);
drop table view_hours;

update view_days d set
  desktop_views = coalesce(f.views ->> 'desktop', '0')::integer, desktop_viewers = coalesce(f.viewers ->> 'desktop', '0')::integer,
  phone_views = coalesce(f.views ->> 'phone', '0')::integer, phone_viewers = coalesce(f.viewers ->> 'phone', '0')::integer,
  tablet_views = coalesce(f.views ->> 'tablet', '0')::integer, tablet_viewers = coalesce(f.viewers ->> 'tablet', '0')::integer,
  tv_views = coalesce(f.views ->> 'tv', '0')::integer, tv_viewers = coalesce(f.viewers ->> 'tv', '0')::integer,
  other_views = coalesce(f.views ->> 'other', '0')::integer, other_viewers = coalesce(f.viewers ->> 'other', '0')::integer
from (
  select content_id, day, jsonb_object_agg(value, views) as views, jsonb_object_agg(value, viewers) as viewers
  from view_day_facets where facet = 'device' group by 1, 2
) f
where f.content_id = d.content_id and f.day = d.day;
delete from view_day_facets where facet = 'device';
alter table view_day_facets drop constraint view_day_facets_known,
  add constraint view_day_facets_known check (facet in ('country', 'source'));

-- Where the views of an item and day came from, devices among it.
create function view_day_origins() returns table (content_id uuid, day date, facet text, value text, views integer, viewers integer)
language sql stable as $$
  select content_id, day, facet, value, views, viewers from view_day_facets
  union all
  select content_id, day, 'device', device, d.views, d.viewers
  from view_days, lateral (values
    ('desktop', desktop_views, desktop_viewers), ('phone', phone_views, phone_viewers), ('tablet', tablet_views, tablet_viewers),
    ('tv', tv_views, tv_viewers), ('other', other_views, other_viewers)) as d (device, views, viewers)
  where d.views > 0
$$;

-- What the studio shows of all items in a period: their rows lie in the order of days.
create index view_days_day_idx on view_days using brin (day) with (autosummarize = on);
create index view_day_facets_day_idx on view_day_facets using brin (day) with (autosummarize = on);

alter table view_platform_days
  -- How many views came to the end.
  add column reached_end integer not null default 0;
update view_platform_days p set reached_end = d.reached_end
from (select day, sum(reached_end) as reached_end from view_days group by day) d
where d.day = p.day;
alter table view_platform_days alter column reached_end drop default;

drop table day_viewers;
