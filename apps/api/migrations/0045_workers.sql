-- Who works, and how much is stored: the studio shows it.

create table workers (
  id uuid primary key,
  host text not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);

comment on table workers is 'Workers, each as long as it runs; one that was killed stands here for a day';

create table storage_usage (
  -- One row.
  id boolean primary key default true,
  objects bigint not null,
  bytes bigint not null,
  measured_at timestamptz not null,
  constraint storage_usage_one_row check (id)
);

comment on table storage_usage is 'How much the store of the media holds, as a worker measured it';
