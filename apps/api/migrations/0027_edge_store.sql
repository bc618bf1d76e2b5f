-- The store of keys and values at the edge (CloudFront's KeyValueStore): which worker writes to it, and how it fares.

create table edge_store (
  id boolean primary key default true,
  -- One worker at a time, which says so again and again.
  holder uuid not null,
  held_until timestamptz not null,
  as_of timestamptz,
  trouble text,
  constraint edge_store_one_row check (id)
);

comment on table edge_store is 'One row, where a worker holds a store at the edge to what was ended';
comment on column edge_store.as_of is 'When the store was last known to say all that was ended';
comment on column edge_store.trouble is 'Why it does not now, in words';
