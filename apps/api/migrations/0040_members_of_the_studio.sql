-- What the studio asks of members and does to them.

alter table users
  -- What the member is told; null where nobody said why.
  add column suspended_reason text,
  add column last_seen_at timestamptz not null default now(),
  -- Names and addresses, word by word.
  add column search_words tsvector not null
    generated always as (to_tsvector('simple', translate(email, '@.+-_', '     ') || ' ' || coalesce(display_name, ''))) stored;

comment on column users.suspended_reason is 'Why, as the member is told; null where nobody said, or for one who is not suspended';
comment on column users.last_seen_at is 'True to an hour: sign_ins.last_seen_at says it of each sign-in';

update users u set last_seen_at = coalesce(
  (select max(s.last_seen_at) from sign_ins s where s.sub = u.cognito_sub), u.last_login, u.created_at);

-- What the list of members is searched, sorted and narrowed by.
create index users_search_words_idx on users using gin (search_words);
create index users_created_at_idx on users (created_at, id);
create index users_last_seen_at_idx on users (last_seen_at, id);
create index users_name_idx on users (lower(coalesce(display_name, '')), id);
create index users_not_active_idx on users (status) where status <> 'active';
create index users_with_a_task_idx on users (role) where role not in ('free_user', 'premium_user');

-- A member was seen. Whoever changes the member meanwhile goes first: they may want the sign-in next, which is held here.
create function note_member_seen() returns trigger language plpgsql as $$
begin
  update users set last_seen_at = new.last_seen_at
  where id in (
    select id from users where cognito_sub = new.sub and last_seen_at < new.last_seen_at for no key update skip locked);
  return null;
end $$;

create trigger sign_ins_member_first_seen after insert on sign_ins for each row execute function note_member_seen();
create trigger sign_ins_member_seen after update of last_seen_at on sign_ins
  for each row when (date_trunc('hour', new.last_seen_at) is distinct from date_trunc('hour', old.last_seen_at))
  execute function note_member_seen();

-- Somebody has to be able to give roles: who is the last to be, keeps the role, the account, and the way in.
create function keep_an_admin() returns trigger language plpgsql as $$
begin
  -- 'admin' as a number: two who give it up at once would each count on the other.
  perform pg_advisory_xact_lock(418314971502);
  if not exists (
    select from users
    where role = 'admin' and status = 'active' and deletion_requested_at is null and id <> old.id) then
    raise exception 'the last administrator' using errcode = 'check_violation', constraint = 'users_last_admin';
  end if;
  return new;
end $$;

create trigger users_last_admin before update of role, status, deletion_requested_at on users
  for each row when (
    (old.role = 'admin' and old.status = 'active' and old.deletion_requested_at is null)
    and not (new.role = 'admin' and new.status = 'active' and new.deletion_requested_at is null))
  execute function keep_an_admin();

alter table sign_ins drop constraint sign_ins_reason_known;
alter table sign_ins add constraint sign_ins_reason_known check (revoked_reason in (
  'signed_out', 'refresh_token_reused', 'member_suspended', 'member_deleted', 'password_reset', 'password_changed',
  'revoked_by_member', 'revoked_by_admin', 'account_deleted'));
