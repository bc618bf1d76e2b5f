-- Mails are written in the transaction that causes them, and sent by the worker after its commit.

create table mails (
  id uuid primary key default gen_random_uuid(),
  -- HMAC of what caused it, so that no cause sends two; the name of what happened may name a member.
  cause_digest bytea not null,
  -- A closed list in mail/mails.ts.
  kind text not null,
  -- The address; of a dead mail as much of it as may be shown; null once sent.
  recipient text,
  -- What the mail says (AES-256-GCM by a key derived from JWT_SECRET_KEY), codes included; null once sent or dead.
  sealed bytea,
  state text not null default 'queued',
  attempts integer not null default 0,
  -- While a worker sends it: when another one may take over.
  next_try_at timestamptz not null,
  -- Of no use to anybody from then on.
  give_up_at timestamptz not null,
  -- In words, without the address.
  last_error text,
  created_at timestamptz not null,
  -- When it was sent or given up.
  ended_at timestamptz,
  constraint mails_cause_digest_key unique (cause_digest),
  constraint mails_state_known check (state in ('queued', 'sent', 'dead')),
  constraint mails_queued_are_whole check (state <> 'queued' or (recipient is not null and sealed is not null and ended_at is null)),
  constraint mails_ended_are_wiped check (state = 'queued' or (sealed is null and ended_at is not null)),
  constraint mails_sent_name_nobody check (state <> 'sent' or recipient is null)
);

create index mails_next_try_at_idx on mails (next_try_at) where state = 'queued';
create index mails_recipient_idx on mails (recipient) where state = 'queued';
create index mails_ended_at_idx on mails (ended_at);

comment on table mails is 'Mails that wait, were sent or were given up; what they say and to whom only as long as they wait';

create function notify_mail_queued() returns trigger language plpgsql as $$
begin
  perform pg_notify('mail_queued', new.id::text);
  return null;
end $$;

create trigger mails_queued after insert on mails
  for each row execute function notify_mail_queued();

-- Nobody writes to a member who was deleted, but to say that it was done.
create function delete_mails_of_member() returns trigger language plpgsql as $$
begin
  delete from mails where state = 'queued' and recipient = old.email and kind <> 'account_deleted';
  return null;
end $$;

create trigger users_mails_deleted after delete on users
  for each row execute function delete_mails_of_member();
create trigger users_mails_marked_deleted after update of status on users
  for each row when (new.status = 'deleted' and old.status is distinct from 'deleted')
  execute function delete_mails_of_member();
