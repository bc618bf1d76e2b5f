-- What lists of the studio are sorted, sought and counted by, so that they take no longer with ten thousand items.

-- The order that the list of items begins with.
create index content_changed_idx on content (updated_at desc nulls last, id);

-- A part of a title or a slug, or a tag.
create index content_title_trigram_idx on content using gin (title gin_trgm_ops);
create index content_slug_trigram_idx on content using gin (slug gin_trgm_ops);
create index content_tags_idx on content using gin (tags);

-- How many items belong to each, deleted ones left out: read from the index alone.
create index content_kept_category_idx on content (category_id) where deleted_at is null;
create index content_kept_expert_idx on content (expert_id) where deleted_at is null;
create index content_kept_series_idx on content (series_id) where deleted_at is null;
