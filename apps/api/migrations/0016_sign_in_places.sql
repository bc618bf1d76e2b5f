-- What members are shown of their sign-ins: where from, and how they signed in.

alter table sign_ins
  add column country text,
  add column method text not null default 'password',
  add constraint sign_ins_country_known check (country ~ '^[A-Z]{2}$'),
  -- provider: at the identity provider itself, by an app that sends us its tokens.
  add constraint sign_ins_method_known check (method in ('password', 'google', 'provider')),
  drop constraint sign_ins_reason_known,
  add constraint sign_ins_reason_known check (revoked_reason in ('signed_out', 'refresh_token_reused', 'member_suspended',
    'member_deleted', 'password_reset', 'password_changed', 'revoked_by_member', 'account_deleted'));

comment on column sign_ins.country is 'ISO 3166 code of where it was used last; null where nobody knows';

-- As before; nor does it say any more from where.
create or replace function end_deleted_member() returns trigger language plpgsql as $$
begin
  if old.status <> 'deleted' then
    insert into audit_log (actor_kind, action, target, before)
    values ('database', 'member.deleted', old.cognito_sub,
      jsonb_build_object('role', old.role, 'tier', old.subscription_tier, 'status', old.status));
  end if;
  insert into deleted_members (cognito_sub) values (old.cognito_sub) on conflict do nothing;
  delete from identity_accounts where sub::text = old.cognito_sub;
  -- The row stays until it would have expired, for whoever asks which sign-ins were ended.
  update sign_ins
  set revoked_reason = case when revoked_at is null then 'member_deleted' else revoked_reason end,
    revoked_at = coalesce(revoked_at, now()), device = null, country = null
  where sub = old.cognito_sub;
  perform pg_notify('member_changed', old.cognito_sub);
  return null;
end $$;
