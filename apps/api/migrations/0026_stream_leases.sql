-- How many streams of a member run at once: a stream that runs has one of the places 1, 2, … up to what the tier allows.

alter table stream_sessions
  -- Its place while it runs. It may be taken by another once the stream was not seen for a minute; null without one.
  add column place smallint,
  add column ended_reason text,
  -- The stream that took its place by the member's word.
  add column taken_over_by uuid,
  -- When its earlier tokens expire, while they have not.
  add column earlier_expires_at timestamptz[] not null default '{}',
  add constraint stream_sessions_place_positive check (place > 0),
  add constraint stream_sessions_reason_known check (ended_reason in ('taken_over', 'ended_by_member', 'no_place'));

update stream_sessions set earlier_expires_at = array[first_expires_at] where first_expires_at is not null;
alter table stream_sessions drop column first_expires_at;

-- No two streams in one place, whatever runs at the same time.
create unique index stream_sessions_place_key on stream_sessions (user_id, place)
  where place is not null and ended_at is null;
-- When a stream was seen last is written often; no index has it.
alter table stream_sessions set (fillfactor = 85);

comment on column stream_sessions.expires_at is
  'When its youngest token expires; no other stream of the member and item has a token that expires in the same second';

-- The lowest place that is free after those who were not seen since `quiet_since` have left theirs. The caller holds the
-- lock on the member: places are given under it only. `leaving` are about to give theirs up.
create function free_place(member uuid, most integer, quiet_since timestamptz, leaving uuid[]) returns smallint
language plpgsql as $$
begin
  update stream_sessions set place = null
  where user_id = member and place is not null and ended_at is null and last_seen_at <= quiet_since and id <> all(leaving);
  return (
    select min(n) from generate_series(1, most) n
    where n not in (
      select place from stream_sessions
      where user_id = member and place is not null and ended_at is null and id <> all(leaving)));
end $$;

-- Locks a member who may play, and the sign-in that they play by. Whatever ends either waits, or is seen.
create function lock_player(member uuid, sign_in uuid) returns boolean language plpgsql as $$
begin
  perform from users where id = member and status = 'active' for no key update;
  if not found then return false; end if;
  perform from sign_ins where id = sign_in and revoked_at is null for share;
  return found;
end $$;

-- The latest second up to `wanted` in which no token of the member and item expires. Earlier tokens of streams that were
-- renewed expire before those seconds. Seconds are shared by those who begin more than `most_shift` streams of an item in
-- as many seconds.
create function distinct_expiry(member uuid, item uuid, wanted timestamptz, most_shift integer) returns timestamptz
language plpgsql stable as $$
begin
  for shift in 0..most_shift - 1 loop
    if not exists (
      select from stream_sessions
      where user_id = member and content_id = item and expires_at = wanted - make_interval(secs => shift)) then
      return wanted - make_interval(secs => shift);
    end if;
  end loop;
  return wanted;
end $$;

-- A player of an item starts, or goes on in the stream that it `renews`. Each statement in here sees what was committed
-- before the lock was given: one statement alone would count by a snapshot that is older than its wait for the lock.
create function open_stream(
  member uuid, sign_in uuid, item uuid, new_id uuid, renews uuid, takes_over uuid, agent text, height integer, most integer,
  now_at timestamptz, quiet_since timestamptz, wanted_expiry timestamptz, most_shift integer, renewable_after integer,
  out outcome text, out stream_id uuid, out token_expiry timestamptz
) language plpgsql as $$
declare
  renewed stream_sessions;
  new_place smallint;
begin
  if not lock_player(member, sign_in) then outcome := 'no_player'; return; end if;
  if renews is not null then
    select * into renewed from stream_sessions
    where id = renews and user_id = member and content_id = item and sign_in_id = sign_in and ended_at is null
      and max_height <= height and id is distinct from takes_over;
  end if;
  new_place := free_place(member, most, quiet_since, array_remove(array[renewed.id, takes_over], null));
  if renewed.place <= most then new_place := renewed.place; end if;
  if new_place is null then outcome := 'limit'; return; end if;
  outcome := 'opened';
  stream_id := coalesce(renewed.id, new_id);
  update stream_sessions
  set ended_at = now_at, ended_reason = 'taken_over', taken_over_by = stream_id
  where id = takes_over and user_id = member and ended_at is null;
  -- A player that asks again and again gets no more tokens than a few: a young one is as good as new.
  if renewed.expires_at > wanted_expiry - make_interval(secs => renewable_after) then
    token_expiry := renewed.expires_at;
  else
    token_expiry := distinct_expiry(member, item, wanted_expiry, most_shift);
  end if;
  if renewed.id is null then
    insert into stream_sessions
      (id, user_id, content_id, sign_in_id, user_agent, max_height, started_at, last_seen_at, expires_at, place)
    values (new_id, member, item, sign_in, agent, height, now_at, now_at, token_expiry, new_place);
  else
    update stream_sessions
    set last_seen_at = now_at, max_height = height, place = new_place, expires_at = token_expiry,
      earlier_expires_at = case when token_expiry = renewed.expires_at then earlier_expires_at
        else array(select e from unnest(earlier_expires_at || renewed.expires_at) e where e > now_at) end
    where id = renewed.id;
  end if;
end $$;

-- A stream that had lapsed is used again: it takes a place if there is one, and is ended if there is none. One whose member
-- may not play, or that was ended meanwhile, stays as it is.
create function resume_stream(stream uuid, most integer, now_at timestamptz, quiet_since timestamptz) returns text
language plpgsql as $$
declare
  lapsed stream_sessions;
  new_place smallint;
begin
  select * into lapsed from stream_sessions where id = stream;
  if lapsed.id is null or not lock_player(lapsed.user_id, lapsed.sign_in_id) then return 'no_player'; end if;
  select * into lapsed from stream_sessions where id = stream;
  if lapsed.ended_at is not null then return 'ended'; end if;
  new_place := coalesce(lapsed.place, free_place(lapsed.user_id, most, quiet_since, array[stream]));
  update stream_sessions
  set place = new_place, last_seen_at = now_at,
    ended_at = case when new_place is null then now_at end,
    ended_reason = case when new_place is null then 'no_place' end
  where id = stream;
  return case when new_place is null then 'no_place' else 'running' end;
end $$;

-- What refuses tokens that name no stream: the item of each stream and the second in which each of its tokens expires. More
-- than 32 become one entry for any of the member's tokens up to the latest, but for those of at most 32 streams that go on.
create function describe_streams(ids uuid[], latest timestamptz, going_on uuid[]) returns jsonb language sql stable as $$
  with tokens as (
    select id, content_id, max_height, extract(epoch from expiry)::bigint as e
    from stream_sessions, unnest(earlier_expires_at || expires_at) expiry
    where id = any(ids) and expiry > now() limit 33)
  select case when cardinality(ids) > 32 or (select count(*) from tokens) > 32 then jsonb_build_array(jsonb_build_object(
    'session_id', null, 'content_id', null, 'first_e', 0, 'last_e', ceil(extract(epoch from latest)), 'max_height', 1080,
    'except', (
      select coalesce(jsonb_agg(jsonb_build_object('content_id', content_id, 'e', extract(epoch from expiry)::bigint)), '[]')
      from stream_sessions, unnest(earlier_expires_at || expires_at) expiry where id = any(going_on) and expiry > now())))
  else (
    select coalesce(jsonb_agg(jsonb_build_object(
      'session_id', id, 'content_id', content_id, 'max_height', max_height, 'first_e', e, 'last_e', e)), '[]')
    from tokens
  ) end
$$;

-- Streams that were ended are left out here: each is a fact of its own.
create or replace function streams_of_member(member uuid) returns jsonb language sql stable as $$
  select describe_streams(
    array(select id from stream_sessions where user_id = member and expires_at > now() and ended_at is null limit 33),
    (select max(expires_at) from stream_sessions where user_id = member), '{}')
$$;

create or replace function streams_of_sign_in(sign_in uuid) returns jsonb language sql stable as $$
  select describe_streams(
    array(select id from stream_sessions where sign_in_id = sign_in and expires_at > now() and ended_at is null limit 33),
    (select max(expires_at) from stream_sessions where sign_in_id = sign_in),
    array(
      select other.id from stream_sessions other join sign_ins on sign_ins.id = other.sign_in_id
      where other.user_id = (select user_id from stream_sessions where sign_in_id = sign_in limit 1)
        and other.sign_in_id <> sign_in and other.expires_at > now() and other.ended_at is null
        and sign_ins.revoked_at is null
      order by other.place is null, other.last_seen_at desc limit 32))
$$;

create or replace function record_stream_revocation() returns trigger language plpgsql as $$
begin
  insert into revocations (kind, subject, member_sub, ended, streams)
  select 'stream', new.id, cognito_sub, true, describe_streams(array[new.id], new.expires_at, '{}')
  from users where id = new.user_id
  on conflict (kind, subject) do nothing;
  return null;
end $$;

drop function describe_streams(uuid[], timestamptz);

-- What may not play any more frees its places at once.

create function leave_places_of_member() returns trigger language plpgsql as $$
begin
  update stream_sessions set place = null where user_id = new.id and place is not null and ended_at is null;
  return null;
end $$;

create function tier_rank_of(role text, tier text) returns integer language sql immutable as $$
  select case when role = 'admin' then 3 else array_position(array['free', 'basic', 'premium'], tier) end
$$;

create trigger users_places_left after update of role, subscription_tier, status on users
  for each row when (new.status <> 'active' and old.status = 'active'
    or tier_rank_of(new.role, new.subscription_tier) < tier_rank_of(old.role, old.subscription_tier))
  execute function leave_places_of_member();

create function leave_places_of_sign_in() returns trigger language plpgsql as $$
begin
  update stream_sessions set place = null
  where user_id = (select id from users where cognito_sub = new.sub) and sign_in_id = new.id
    and place is not null and ended_at is null;
  return null;
end $$;

create trigger sign_ins_places_left after update of revoked_at on sign_ins
  for each row when (new.revoked_at is not null and old.revoked_at is null) execute function leave_places_of_sign_in();

create function leave_places_of_item() returns trigger language plpgsql as $$
begin
  update stream_sessions set place = null where content_id = new.id and place is not null and ended_at is null;
  return null;
end $$;

create trigger content_places_left after update of status on content
  for each row when (new.status <> 'published' and old.status = 'published') execute function leave_places_of_item();
