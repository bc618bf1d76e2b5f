-- What the worker has told the store at the edge of countries, so that an API with other settings can say so.

alter table edge_store add column allowed_countries text;
comment on column edge_store.allowed_countries is
  'Where the store lets anything play, as packages/stream-token writes it; null where countries do not matter';
