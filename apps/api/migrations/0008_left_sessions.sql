-- Sessions whose page was closed without an end: they end when it was closed, unless somebody comes back to them.

alter table meditation_sessions add column left_at timestamptz;

comment on column meditation_sessions.left_at is 'When the page of a running session said that it was being closed; null again once the session is resumed';
