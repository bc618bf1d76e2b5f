-- Signing in by another provider.

-- Whom Google knows as whom. By its subject, never by an address, which may get another owner.
create table identity_external_accounts (
  provider text not null,
  subject text not null,
  sub uuid not null references identity_accounts (sub) on delete cascade,
  linked_at timestamptz not null default now(),
  primary key (provider, subject),
  constraint identity_external_accounts_sub_key unique (sub, provider),
  constraint identity_external_accounts_provider_known check (provider in ('google'))
);

comment on table identity_external_accounts is 'Embedded identity provider: who else signs an account in';

-- A way through another provider ends once, on whichever process: its state is written here when it comes back.
create table redeemed_flows (
  state_digest bytea primary key,
  -- When the flow ends by itself; from then on nobody needs to remember it.
  expires_at timestamptz not null
);

create index redeemed_flows_expires_at_idx on redeemed_flows (expires_at);

comment on table redeemed_flows is 'Sign-ins by another provider that came back, so that none comes back twice';
