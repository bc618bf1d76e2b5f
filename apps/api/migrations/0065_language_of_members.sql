-- In which language the pages speak to a member, on each of their devices.

alter table users add column language text check (language ~ '^[a-z]{2}$');
comment on column users.language is 'A tag of ISO 639-1; null: the member never chose, and each device asks its browser';

drop trigger users_member_changed on users;
create trigger users_member_changed
  after update of role, subscription_tier, status, email, display_name, avatar_url, deletion_requested_at, analytics_opt_out, language on users
  for each row execute function notify_member_changed();
