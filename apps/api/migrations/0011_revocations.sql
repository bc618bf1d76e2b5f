-- What was ended while tokens for it may be alive. Triggers write it with what ended it, so that no feature can forget to,
-- and the edges ask for what is new. One row for each sign-in, member or item, however many streams it had.

-- Null: its first token is its only one.
alter table stream_sessions add column first_expires_at timestamptz;

drop index stream_sessions_ended_idx;
drop index stream_sessions_refresh_session_idx;
drop index refresh_sessions_revoked_idx;
drop index users_inactive_idx;
create index stream_sessions_sign_in_idx on stream_sessions (refresh_session_id, expires_at);

create table revocations (
  kind text not null,
  -- member: users.cognito_sub; sign_in, stream, item: the id of the row.
  subject text not null,
  -- Whose sign-in or stream it was: users.cognito_sub.
  member_sub text,
  -- A member who is not active, an item that is not published; a sign-in or a stream is here because it was ended.
  ended boolean not null,
  role text,
  -- A member's own, or the one that an item asks for.
  tier text,
  content_type text,
  -- When an item's tier was last raised.
  raised_at timestamptz,
  -- The streams that it ended: [{session_id, content_id, first_e, last_e, max_height}], at most 32.
  streams jsonb not null default '[]',
  changed_at timestamptz not null default clock_timestamp(),
  -- The transaction that wrote the row. Sequences are not committed in their order; whoever asks for rows from the oldest
  -- transaction on that was running at the last question misses none.
  xid xid8 not null default pg_current_xact_id(),
  seq bigint generated always as identity,
  primary key (kind, subject),
  constraint revocations_kind_known check (kind in ('member', 'sign_in', 'stream', 'item'))
);

create index revocations_xid_idx on revocations (xid, seq);
create index revocations_changed_at_idx on revocations (changed_at);

comment on table revocations is 'What the edges must refuse although its tokens are genuine; rows leave when no such token lives';

-- At most 32 are named; more become one entry for any of the member's tokens up to the latest, so that a row stays small.
create function describe_streams(ids uuid[], latest timestamptz) returns jsonb language sql stable as $$
  select case when cardinality(ids) > 32 then jsonb_build_array(jsonb_build_object(
    'session_id', null, 'content_id', null, 'first_e', 0, 'last_e', ceil(extract(epoch from latest)), 'max_height', 1080))
  else (
    select coalesce(jsonb_agg(jsonb_build_object(
      'session_id', id, 'content_id', content_id, 'max_height', max_height,
      'first_e', floor(extract(epoch from coalesce(first_expires_at, expires_at))),
      'last_e', ceil(extract(epoch from expires_at)))), '[]')
    from stream_sessions where id = any(ids)
  ) end
$$;

create function streams_of_member(member uuid) returns jsonb language sql stable as $$
  select describe_streams(
    array(select id from stream_sessions where user_id = member and expires_at > now() limit 33),
    (select max(expires_at) from stream_sessions where user_id = member))
$$;

create function streams_of_sign_in(sign_in uuid) returns jsonb language sql stable as $$
  select describe_streams(
    array(select id from stream_sessions where refresh_session_id = sign_in and expires_at > now() limit 33),
    (select max(expires_at) from stream_sessions where refresh_session_id = sign_in))
$$;

create function record_member_revocation() returns trigger language plpgsql as $$
declare
  member users := case when tg_op = 'DELETE' then old else new end;
  is_ended boolean := tg_op = 'DELETE' or member.status <> 'active';
begin
  insert into revocations (kind, subject, ended, role, tier, streams)
  values ('member', member.cognito_sub, is_ended, member.role, member.subscription_tier, streams_of_member(member.id))
  on conflict (kind, subject) do update
  set ended = excluded.ended, role = excluded.role, tier = excluded.tier, streams = excluded.streams,
    changed_at = clock_timestamp(), xid = pg_current_xact_id(), seq = default;
  return null;
end $$;

create trigger users_revocation_inserted after insert on users
  for each row when (new.status <> 'active') execute function record_member_revocation();
create trigger users_revocation_deleted after delete on users
  for each row execute function record_member_revocation();
create trigger users_revocation_updated after update of role, subscription_tier, status on users
  for each row when ((new.role, new.subscription_tier, new.status) is distinct from (old.role, old.subscription_tier, old.status))
  execute function record_member_revocation();

create function record_sign_in_revocation() returns trigger language plpgsql as $$
declare
  sign_in refresh_sessions := case when tg_op = 'DELETE' then old else new end;
begin
  insert into revocations (kind, subject, member_sub, ended, streams)
  values ('sign_in', sign_in.id, sign_in.cognito_sub, true, streams_of_sign_in(sign_in.id))
  on conflict (kind, subject) do nothing;
  return null;
end $$;

create trigger refresh_sessions_revocation_inserted after insert on refresh_sessions
  for each row when (new.revoked_at is not null) execute function record_sign_in_revocation();
create trigger refresh_sessions_revocation_updated after update of revoked_at on refresh_sessions
  for each row when (new.revoked_at is not null and old.revoked_at is null) execute function record_sign_in_revocation();
create trigger refresh_sessions_revocation_deleted after delete on refresh_sessions
  for each row when (old.revoked_at is null and old.expires_at > now()) execute function record_sign_in_revocation();

create function record_stream_revocation() returns trigger language plpgsql as $$
begin
  insert into revocations (kind, subject, member_sub, ended, streams)
  select 'stream', new.id, cognito_sub, true, describe_streams(array[new.id], new.expires_at)
  from users where id = new.user_id
  on conflict (kind, subject) do nothing;
  return null;
end $$;

create trigger stream_sessions_revocation_inserted after insert on stream_sessions
  for each row when (new.ended_at is not null) execute function record_stream_revocation();
create trigger stream_sessions_revocation_updated after update of ended_at on stream_sessions
  for each row when (new.ended_at is not null and old.ended_at is null) execute function record_stream_revocation();

create function record_item_revocation() returns trigger language plpgsql as $$
declare
  item content := case when tg_op = 'DELETE' then old else new end;
  is_raised boolean := tg_op = 'UPDATE'
    and array_position(array['free', 'basic', 'premium'], new.access_tier)
      > array_position(array['free', 'basic', 'premium'], old.access_tier);
begin
  -- Tokens are made for published items only.
  if (tg_op = 'INSERT' or old.status <> 'published')
    and not exists (select from revocations where kind = 'item' and subject = item.id::text) then
    return null;
  end if;
  insert into revocations (kind, subject, ended, tier, content_type, raised_at)
  values ('item', item.id, tg_op = 'DELETE' or item.status <> 'published', item.access_tier, item.content_type,
    case when is_raised then clock_timestamp() end)
  on conflict (kind, subject) do update
  set ended = excluded.ended, tier = excluded.tier, content_type = excluded.content_type,
    raised_at = coalesce(excluded.raised_at, revocations.raised_at),
    changed_at = clock_timestamp(), xid = pg_current_xact_id(), seq = default;
  return null;
end $$;

create trigger content_revocation_inserted after insert or delete on content
  for each row execute function record_item_revocation();
create trigger content_revocation_updated after update of status, access_tier on content
  for each row when ((new.status, new.access_tier) is distinct from (old.status, old.access_tier))
  execute function record_item_revocation();

-- Sign-outs and suspensions of before are told to the edges as those that come after.
insert into revocations (kind, subject, ended, role, tier, streams)
select 'member', cognito_sub, true, role, subscription_tier, streams_of_member(id) from users where status <> 'active';

insert into revocations (kind, subject, member_sub, ended, streams)
select 'sign_in', id, cognito_sub, true, streams_of_sign_in(id) from refresh_sessions
where revoked_at > now() - interval '1 day';

insert into revocations (kind, subject, member_sub, ended, streams)
select 'stream', s.id, u.cognito_sub, true, describe_streams(array[s.id], s.expires_at)
from stream_sessions s join users u on u.id = s.user_id where s.ended_at is not null and s.expires_at > now();
