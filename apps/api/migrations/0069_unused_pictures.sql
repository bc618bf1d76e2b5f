-- Pictures of experts, categories and series that nobody refers to go out of the store, also where it does not take that at once.

create table unused_pictures (
  id uuid primary key,
  unused_since timestamptz not null
);
create index unused_pictures_since_idx on unused_pictures (unused_since);

comment on table unused_pictures is
  'Pictures that may be in the store and that no expert, category or series refers to: replaced ones, and those that are being set';
