-- Views and newsletter subscribers.

create table video_analytics (
  id uuid primary key default gen_random_uuid(),
  content_id uuid not null references content (id) on delete cascade,
  -- Null for an anonymous viewer.
  user_id uuid references users (id) on delete set null,
  session_id text,

  viewed_at timestamptz not null default now(),
  watch_duration integer,

  ip_address inet,
  user_agent text,

  created_at timestamptz not null default now()
);

create index idx_analytics_content on video_analytics (content_id);
create index idx_analytics_user on video_analytics (user_id);
create index idx_analytics_viewed_at on video_analytics (viewed_at);

create table newsletter_subscribers (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text,
  source text,
  status text not null default 'active',
  client_ip inet,

  subscribed_at timestamptz not null default now(),
  unsubscribed_at timestamptz,

  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint newsletter_subscribers_email_key unique (email)
);

create index idx_newsletter_status on newsletter_subscribers (status);

comment on table video_analytics is 'Views as they were reported';
comment on table newsletter_subscribers is 'Newsletter addresses and their state';
