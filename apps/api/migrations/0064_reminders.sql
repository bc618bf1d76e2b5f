-- When members want to be reminded of their practice. Nobody is, before they have chosen it.
create table reminders (
  user_id uuid primary key references users (id) on delete cascade,
  days smallint[] not null,
  at_time time not null,
  time_zone text not null,
  due_at timestamptz,
  last_sent_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint reminders_days_known check (cardinality(days) between 1 and 7 and days <@ '{1,2,3,4,5,6,7}'::smallint[])
);
create index reminders_due_idx on reminders (due_at) where due_at is not null;

comment on table reminders is 'When members are reminded of their practice by a mail; one row a member who has chosen it once';
comment on column reminders.days is 'Of the week, 1 is Monday';
comment on column reminders.at_time is 'On the clock of time_zone, whatever that does in spring and autumn';
comment on column reminders.due_at is 'When the next one is due; null while they are switched off';
comment on column reminders.last_sent_on is 'The day in time_zone for which the last one was sent: a day has one at the most';

create function next_reminder(days smallint[], at_time time, time_zone text, after timestamptz) returns timestamptz
language sql stable as $function$
  select min(moment) from (
    select ((after at time zone time_zone)::date + ahead + at_time) at time zone time_zone as moment,
      extract(isodow from (after at time zone time_zone)::date + ahead)::smallint as weekday
    from generate_series(0, 8) ahead
  ) candidates
  where weekday = any (days) and moment > after
$function$;

comment on function next_reminder is 'The first moment after another at which a clock of the zone shows the time on one of the days. A time that a day leaves out is that much later';
