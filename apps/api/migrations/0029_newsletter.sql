-- The newsletter: who asked for it and confirmed it, what they want of it, and who must not be written to again.

update newsletter_subscribers set status = 'pending' where status not in ('pending', 'unsubscribed');

alter table newsletter_subscribers
  -- Active only when the owner of the mailbox has confirmed it.
  alter column status set default 'pending',
  -- What they want to hear of: a closed list in features/newsletter/topics.ts.
  add column topics text[] not null default '{}',
  add column frequency text not null default 'all',
  -- When they asked for it by the form, or agreed to it elsewhere.
  add column consent_at timestamptz,
  -- When the owner of the mailbox confirmed that; null for whoever was imported with a consent.
  add column confirmed_at timestamptz,
  -- When the last mail was queued that the form leads to: one a day.
  add column mailed_at timestamptz,
  add constraint newsletter_subscribers_status_known
    check (status in ('pending', 'active', 'unsubscribed', 'bounced', 'complained')),
  add constraint newsletter_subscribers_frequency_known check (frequency in ('all', 'weekly', 'monthly')),
  add constraint newsletter_subscribers_active_agreed check (status <> 'active' or consent_at is not null);

comment on column newsletter_subscribers.unsubscribed_at is 'When it ended: unsubscribed, bounced or complained';

-- One for each address that ended, whatever becomes of its subscriber.
create table newsletter_suppressions (
  -- HMAC of the address by a key derived from JWT_SECRET_KEY.
  email_hash bytea primary key,
  reason text not null,
  at timestamptz not null,
  constraint newsletter_suppressions_reason_known
    check (reason in ('unsubscribed', 'bounced', 'complained', 'deleted'))
);

comment on table newsletter_suppressions is 'Addresses that get no newsletter, as hashes; kept after their subscribers are deleted';

-- For the figures of campaigns, which do not change when somebody subscribes again.
create table newsletter_endings (
  id uuid primary key default gen_random_uuid(),
  -- Null when the subscriber was deleted.
  subscriber_id uuid references newsletter_subscribers (id) on delete set null,
  -- The campaign whose mail led to it; null where that is not known.
  campaign_id uuid,
  reason text not null,
  at timestamptz not null,
  constraint newsletter_endings_reason_known check (reason in ('unsubscribed', 'bounced', 'complained'))
);

create index newsletter_endings_subscriber_idx on newsletter_endings (subscriber_id);
create index newsletter_endings_campaign_idx on newsletter_endings (campaign_id, reason) where campaign_id is not null;

comment on table newsletter_endings is 'Each time that a subscription ended, and why';
