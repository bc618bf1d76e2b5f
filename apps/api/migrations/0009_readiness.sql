-- Whether the database can write is known by writing.

create table readiness (
  id boolean primary key default true,
  written_at timestamptz not null,
  constraint readiness_one_row check (id)
);

comment on table readiness is 'One row, written whenever somebody asks whether an API process is ready';
