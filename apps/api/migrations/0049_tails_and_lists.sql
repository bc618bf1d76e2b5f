-- What has arrived after an upload's last whole part bears the name of the request that brought it: of two requests that send the
-- same bytes, the one that comes too late removes its own.
alter table uploads add column tail_key text;

update uploads set tail_key = object_key || '.tail-' || received where state = 'receiving' and received > 0;

comment on column uploads.tail_key is 'The object of what has arrived after the last whole part; null where nothing has';

-- Lists of items are counted, and paged by title, from the index alone: rows are wide, and what tells that one is deleted comes late in them.
drop index content_title_idx;
create index content_kept_title_idx on content (lower(title), id)
  include (title, slug, owner_id, status, access_tier, content_type, category_id, expert_id, series_id, featured, review_requested_at)
  where deleted_at is null;

-- Acts of nobody in person, and of one name: few among many.
create index audit_log_actor_kind_idx on audit_log (actor_kind, at, id) where actor_kind <> 'member';
create index audit_log_action_idx on audit_log (action, at, id);
