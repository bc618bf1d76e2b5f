-- Whom the studio finds by status and plan, in the order in which they were seen: counted from the index, and no others are looked at.
drop index users_not_active_idx;
create index users_not_active_idx on users (status, subscription_tier, last_seen_at, id) where status <> 'active';
