-- A member who was deleted stays deleted: account and sign-ins go in the same transaction, however it is done.

-- Also for identity providers that keep their accounts elsewhere: a subject that stands here never becomes a member again.
create table deleted_members (
  cognito_sub text primary key,
  deleted_at timestamptz not null default now()
);

comment on table deleted_members is 'Subjects of members who were deleted; they say nothing else of them';

create function end_deleted_member() returns trigger language plpgsql as $$
begin
  insert into deleted_members (cognito_sub) values (old.cognito_sub) on conflict do nothing;
  delete from identity_accounts where sub::text = old.cognito_sub;
  -- The row stays until it would have expired, for whoever asks which sign-ins were ended; it no longer says on what device.
  update refresh_sessions set revoked_at = coalesce(revoked_at, now()), user_agent = null
  where cognito_sub = old.cognito_sub;
  perform pg_notify('member_changed', old.cognito_sub);
  return null;
end $$;

create trigger users_deleted after delete on users
  for each row execute function end_deleted_member();

create trigger users_marked_deleted after update of status on users
  for each row when (new.status = 'deleted' and old.status is distinct from 'deleted')
  execute function end_deleted_member();

-- After the insert, not before: a sign-in that waited for the deletion to commit sees it only then.
create function refuse_deleted_member() returns trigger language plpgsql as $$
begin
  if exists (select from deleted_members where cognito_sub = new.cognito_sub) then
    raise exception 'the member was deleted' using errcode = 'check_violation', constraint = 'users_not_deleted';
  end if;
  return null;
end $$;

create trigger users_not_deleted after insert on users
  for each row execute function refuse_deleted_member();

create index identity_accounts_sub_text_idx on identity_accounts ((sub::text));

-- The address of a deleted member is free for a new one.
alter table users drop constraint users_email_key;
create unique index users_email_key on users (email) where status <> 'deleted';

insert into deleted_members (cognito_sub) select cognito_sub from users where status = 'deleted';
delete from identity_accounts where sub::text in (select cognito_sub from deleted_members);
update refresh_sessions set revoked_at = coalesce(revoked_at, now()), user_agent = null
where cognito_sub in (select cognito_sub from deleted_members);
