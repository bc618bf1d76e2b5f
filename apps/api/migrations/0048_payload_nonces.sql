create table payload_nonces (
  nonce text primary key,
  seen_at timestamptz not null
);

create index payload_nonces_seen_at_idx on payload_nonces (seen_at);

comment on table payload_nonces is 'Encrypted requests that have come, so that none comes twice';
