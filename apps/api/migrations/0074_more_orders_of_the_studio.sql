-- What further lists of the studio are narrowed and sorted by, however few there are of a kind among many.

create index users_subscription_idx on users (subscription_tier, created_at, id);

create index media_jobs_state_idx on media_jobs (state, created_at desc, id desc);

create index mails_created_at_idx on mails (created_at desc, id);
-- Most were sent.
create index mails_not_sent_idx on mails (state, created_at desc, id) where state <> 'sent';
