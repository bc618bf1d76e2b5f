-- Reminders come by mail, on the devices that a member chose, or both ways; on devices not in the hours that are to be quiet.
alter table reminders
  add column by_mail boolean not null default true,
  add column by_push boolean not null default false,
  add column quiet_from time default '21:00',
  add column quiet_until time default '07:00',
  add constraint reminders_some_way check (by_mail or by_push),
  add constraint reminders_quiet_hours check ((quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until);

comment on table reminders is 'When members are reminded of their practice, and how; one row a member who has chosen it once';
comment on column reminders.by_push is 'By Web Push, on each device of push_subscriptions';
comment on column reminders.quiet_from is 'On the clock of time_zone: from then on nothing is pushed, until quiet_until; both null where no hours are quiet';

create table push_subscriptions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  sign_in_id uuid references sign_ins (id) on delete set null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz,
  useful_until timestamptz,
  next_try_at timestamptz,
  attempts integer not null default 0,
  constraint push_subscriptions_endpoint_key unique (endpoint),
  constraint push_subscriptions_waiting check ((next_try_at is null) = (useful_until is null))
);
create index push_subscriptions_user_idx on push_subscriptions (user_id, created_at);
create index push_subscriptions_sign_in_idx on push_subscriptions (sign_in_id);
create index push_subscriptions_due_idx on push_subscriptions (next_try_at) where next_try_at is not null;

comment on table push_subscriptions is 'Browsers that show reminders (RFC 8030), and the reminder that waits for each: a newer one takes its place';
comment on column push_subscriptions.sign_in_id is 'By which the device was added. Ended by somebody, it takes the device with it; one that expires does not: reminders are for those who stay away';
comment on column push_subscriptions.p256dh is 'Public key of the browser (RFC 8291), base64url';
comment on column push_subscriptions.auth is 'Secret that the browser shares with us (RFC 8291), base64url';
comment on column push_subscriptions.user_agent is 'Of the device, cut';
comment on column push_subscriptions.last_used_at is 'When its push service last took a reminder';
comment on column push_subscriptions.useful_until is 'Of the reminder that waits: later it is of no use';
comment on column push_subscriptions.next_try_at is 'Of the reminder that waits; null: none does';

create function delete_push_subscriptions_of_sign_in() returns trigger language plpgsql as $function$
begin
  delete from push_subscriptions where sign_in_id = new.id;
  return null;
end $function$;

create trigger sign_ins_push_ends after update of revoked_at on sign_ins
  for each row when (new.revoked_at is not null and old.revoked_at is null)
  execute function delete_push_subscriptions_of_sign_in();

create function is_quiet(quiet_from time, quiet_until time, time_zone text, moment timestamptz) returns boolean
language sql stable as $function$
  select coalesce(case
    when quiet_from < quiet_until then shown >= quiet_from and shown < quiet_until
    else shown >= quiet_from or shown < quiet_until
  end, false)
  from (select (moment at time zone time_zone)::time as shown) clock
$function$;

comment on function is_quiet is 'Whether a clock of the zone shows a time in the quiet hours, which may go over midnight';
