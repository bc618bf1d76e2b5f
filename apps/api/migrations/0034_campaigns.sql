-- Mails of the newsletter: what they say, who gets them, and how each of them fared.

create table campaigns (
  id uuid primary key default gen_random_uuid(),
  subject text not null,
  -- What lists of mails show beside the subject.
  preview text not null default '',
  -- What was written, in order: features/campaigns/blocks.ts.
  blocks jsonb not null,
  -- Who gets it: features/campaigns/audience.ts.
  audience jsonb not null,
  -- Whether its links lead over us, so that clicks are counted: by link, never by person.
  counts_clicks boolean not null default false,
  state text not null default 'draft',
  -- What is sent, as it was when it was started; null of a draft.
  letter jsonb,
  -- When it begins.
  starts_at timestamptz,
  started_at timestamptz,
  -- When its last mail was queued.
  ended_at timestamptz,
  -- Subscribers are gone through in order of their ids: up to this one each has been decided.
  last_subscriber_id uuid,
  -- Until when the rate of mails has been used up.
  paced_until timestamptz,
  -- Deliveries whose rows have been deleted, by their state.
  past_deliveries jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint campaigns_state_known check (state in ('draft', 'scheduled', 'sending', 'paused', 'sent')),
  constraint campaigns_started_are_frozen check (state = 'draft' or (letter is not null and starts_at is not null))
);

create index campaigns_under_way_idx on campaigns (starts_at) where state in ('scheduled', 'sending');

comment on table campaigns is 'Mails to the subscribers of the newsletter';

-- One for each mail of a campaign, from when it is queued.
create table campaign_deliveries (
  -- That of the mail.
  cause_digest bytea primary key,
  campaign_id uuid not null references campaigns (id) on delete cascade,
  -- Null when the subscriber was deleted.
  subscriber_id uuid references newsletter_subscribers (id) on delete set null,
  state text not null default 'queued',
  queued_at timestamptz not null,
  ended_at timestamptz,
  -- `uncertain`: a worker ended while it sent it; it is not sent again. `dropped`: its reader left before it was sent.
  constraint campaign_deliveries_state_known check (state in ('queued', 'sent', 'failed', 'uncertain', 'dropped')),
  constraint campaign_deliveries_once unique (campaign_id, subscriber_id)
);

create index campaign_deliveries_subscriber_idx on campaign_deliveries (subscriber_id, queued_at);
create index campaign_deliveries_ended_at_idx on campaign_deliveries (ended_at);

comment on table campaign_deliveries is 'What became of each mail of a campaign';

-- The links of a campaign that counts clicks.
create table campaign_links (
  id uuid primary key default gen_random_uuid(),
  campaign_id uuid not null references campaigns (id) on delete cascade,
  url text not null,
  clicks integer not null default 0,
  constraint campaign_links_once unique (campaign_id, url)
);

comment on table campaign_links is 'How often a link of a campaign was followed, by whomever';

alter table mails
  -- It waits until no letter does that somebody waits for.
  add column is_bulk boolean not null default false,
  -- A worker began to send it and has not said how that went.
  add column in_flight boolean not null default false;

drop index mails_next_try_at_idx;
create index mails_next_try_at_idx on mails (is_bulk, next_try_at) where state = 'queued';

create function note_campaign_delivery() returns trigger language plpgsql as $$
begin
  update campaign_deliveries
  set state = case
      when tg_op = 'DELETE' then 'dropped'
      when new.state = 'sent' then 'sent'
      when new.in_flight then 'uncertain'
      else 'failed'
    end,
    ended_at = case when tg_op = 'DELETE' then now() else new.ended_at end
  where cause_digest = old.cause_digest and state = 'queued';
  return null;
end $$;

create trigger mails_campaign_ended after update of state on mails
  for each row when (new.kind = 'campaign' and new.state <> 'queued') execute function note_campaign_delivery();
create trigger mails_campaign_dropped after delete on mails
  for each row when (old.kind = 'campaign' and old.state = 'queued') execute function note_campaign_delivery();

-- Who left the newsletter gets none of the mails that still wait.
create function delete_campaign_mails() returns trigger language plpgsql as $$
begin
  delete from mails where state = 'queued' and recipient = old.email and kind = 'campaign' and not in_flight;
  return null;
end $$;

create trigger newsletter_subscribers_mails_deleted after delete on newsletter_subscribers
  for each row execute function delete_campaign_mails();
create trigger newsletter_subscribers_mails_ended after update of status on newsletter_subscribers
  for each row when (new.status <> 'active' and old.status = 'active') execute function delete_campaign_mails();
