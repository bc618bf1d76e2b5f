-- The studio lists acts by who did them, to what, and when; the newest first.

create index audit_log_at_idx on audit_log (at, id);
create index audit_log_target_idx on audit_log (target, at, id);
create index audit_log_actor_sub_idx on audit_log (actor_sub, at, id) where actor_sub is not null;
-- member, account, sign_in, content and so on.
create index audit_log_area_idx on audit_log (split_part(action, '.', 1), at, id);
