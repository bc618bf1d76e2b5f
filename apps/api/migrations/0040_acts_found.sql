-- The studio lists acts by who did them, to what, and when; the newest first.

create index audit_log_at_idx on audit_log (at, id);
create index audit_log_target_idx on audit_log (target, at, id);
create index audit_log_actor_sub_idx on audit_log (actor_sub, at, id) where actor_sub is not null;
create index audit_log_action_idx on audit_log (action, at, id);
