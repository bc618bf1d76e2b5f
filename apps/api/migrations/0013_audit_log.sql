-- Who did what to whom, written in the transaction that did it. Nothing is changed or removed afterwards.

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  -- member: somebody signed in; operator: a command on the machine; system: a rule of ours; database: SQL, whoever wrote it.
  actor_kind text not null,
  -- users.cognito_sub of a member.
  actor_sub text,
  -- A closed list in members/audit.ts; its first word says what the target is.
  action text not null,
  -- member: users.cognito_sub; sign_in: sign_ins.id.
  target text not null,
  before jsonb,
  after jsonb,
  -- Of the request that did it; null where there was none.
  request_id text,
  constraint audit_log_actor_known check (actor_kind in ('member', 'operator', 'system', 'database')),
  constraint audit_log_actor_sub_of_member check ((actor_kind = 'member') = (actor_sub is not null))
);

comment on table audit_log is 'Acts on members and their sign-ins, append-only; it names people by their id alone';

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit_log is append-only';
end $$;

create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_audit_change();

-- As before, and the deletion is an act that is recorded: once, though a row may be marked first and removed later.
create or replace function end_deleted_member() returns trigger language plpgsql as $$
begin
  if old.status <> 'deleted' then
    insert into audit_log (actor_kind, action, target, before)
    values ('database', 'member.deleted', old.cognito_sub,
      jsonb_build_object('role', old.role, 'tier', old.subscription_tier, 'status', old.status));
  end if;
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
