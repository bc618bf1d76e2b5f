-- Whether what a member plays is counted.

alter table users add column analytics_opt_out boolean not null default false;
comment on column users.analytics_opt_out is 'The member does not want that what they play is counted';

drop trigger users_member_changed on users;
create trigger users_member_changed
  after update of role, subscription_tier, status, email, display_name, avatar_url, deletion_requested_at, analytics_opt_out on users
  for each row execute function notify_member_changed();
