-- One registry of sign-ins for every identity provider. How the embedded one rotates its refresh tokens is a table of its own.

alter table refresh_sessions rename to sign_ins;
alter table sign_ins rename constraint refresh_sessions_pkey to sign_ins_pkey;
alter table sign_ins rename column cognito_sub to sub;
alter table sign_ins rename column user_agent to device;
alter index refresh_sessions_cognito_sub_idx rename to sign_ins_sub_idx;
alter index refresh_sessions_expires_at_idx rename to sign_ins_expires_at_idx;

alter table sign_ins
  -- Which identity provider issues its tokens.
  add column provider text not null default 'embedded',
  -- When its tokens were issued last.
  add column last_seen_at timestamptz,
  -- Null for what was revoked before reasons were kept.
  add column revoked_reason text,
  add constraint sign_ins_reason_known
    check (revoked_reason in ('signed_out', 'refresh_token_reused', 'member_suspended', 'member_deleted'));

update sign_ins set last_seen_at = coalesce(rotated_at, created_at);

alter table sign_ins alter column provider drop default, alter column last_seen_at set not null;

comment on table sign_ins is 'Sign-ins: whose, on what device, until when; a member is who has a living one';
comment on column sign_ins.id is 'The origin_jti of every token that the sign-in led to';
comment on column sign_ins.device is 'The user agent, cut';

-- Refresh tokens rotate: a token names its generation. The current one rotates; the one before it answers again within the
-- grace window (two tabs refreshing at once); any older one is a stolen token and ends the sign-in.
create table identity_refresh_tokens (
  sign_in_id uuid primary key,
  sub uuid not null references identity_accounts (sub) on delete cascade,
  generation integer not null default 0,
  rotated_at timestamptz,
  expires_at timestamptz not null
);

create index identity_refresh_tokens_sub_idx on identity_refresh_tokens (sub);

comment on table identity_refresh_tokens is 'Embedded identity provider: which refresh token of a sign-in is current';

insert into identity_refresh_tokens (sign_in_id, sub, generation, rotated_at, expires_at)
select s.id, a.sub, s.generation, s.rotated_at, s.expires_at
from sign_ins s join identity_accounts a on a.sub::text = s.sub
where s.revoked_at is null;

alter table sign_ins drop column generation, drop column rotated_at;

create function delete_refresh_tokens() returns trigger language plpgsql as $$
begin
  delete from identity_refresh_tokens t using gone where t.sign_in_id = gone.id;
  return null;
end $$;

create trigger sign_ins_deleted after delete on sign_ins
  referencing old table as gone for each statement execute function delete_refresh_tokens();

-- What follows says the same as before, by the new names.

create function notify_sign_in_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('member_changed', new.sub);
  return null;
end $$;

drop trigger refresh_sessions_member_changed on sign_ins;
create trigger sign_ins_member_changed after update of revoked_at on sign_ins
  for each row when (new.revoked_at is distinct from old.revoked_at)
  execute function notify_sign_in_changed();

create or replace function end_deleted_member() returns trigger language plpgsql as $$
begin
  insert into deleted_members (cognito_sub) values (old.cognito_sub) on conflict do nothing;
  delete from identity_accounts where sub::text = old.cognito_sub;
  -- The row stays until it would have expired, for whoever asks which sign-ins were ended; it no longer says on what device.
  update sign_ins
  set revoked_reason = case when revoked_at is null then 'member_deleted' else revoked_reason end,
    revoked_at = coalesce(revoked_at, now()), device = null
  where sub = old.cognito_sub;
  perform pg_notify('member_changed', old.cognito_sub);
  return null;
end $$;

alter table stream_sessions rename column refresh_session_id to sign_in_id;

create or replace function streams_of_sign_in(sign_in uuid) returns jsonb language sql stable as $$
  select describe_streams(
    array(select id from stream_sessions where sign_in_id = sign_in and expires_at > now() limit 33),
    (select max(expires_at) from stream_sessions where sign_in_id = sign_in))
$$;

create or replace function record_sign_in_revocation() returns trigger language plpgsql as $$
declare
  sign_in sign_ins := case when tg_op = 'DELETE' then old else new end;
begin
  insert into revocations (kind, subject, member_sub, ended, streams)
  values ('sign_in', sign_in.id, sign_in.sub, true, streams_of_sign_in(sign_in.id))
  on conflict (kind, subject) do nothing;
  return null;
end $$;

alter trigger refresh_sessions_revocation_inserted on sign_ins rename to sign_ins_revocation_inserted;
alter trigger refresh_sessions_revocation_updated on sign_ins rename to sign_ins_revocation_updated;
alter trigger refresh_sessions_revocation_deleted on sign_ins rename to sign_ins_revocation_deleted;
