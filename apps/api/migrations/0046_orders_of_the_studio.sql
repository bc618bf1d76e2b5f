-- Two more orders that the list of items is asked for in: the newest publication first, and by title.
create index content_published_idx on content ((coalesce(publish_at, published_at)) desc nulls last, id);
create index content_title_idx on content ((lower(title)), id);
