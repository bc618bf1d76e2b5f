-- Codes by mail, and what they change.

alter table identity_accounts
  -- Null for whoever signs in by another provider alone, until they set one by a code.
  alter column password_hash drop not null,
  add column disabled_at timestamptz;

-- A code proves that whoever enters it reads the mail of an address. There is one a purpose and address, whether or not the
-- address has an account: what is asked of an unknown one leaves the same traces and takes the same time.
create table identity_codes (
  id uuid primary key,
  purpose text not null,
  -- HMAC of the address; of the account's subject for confirm_new_address.
  owner_mac bytea not null,
  -- Null where there is no account that the code would be good for; then nobody was sent it.
  sub uuid references identity_accounts (sub) on delete cascade,
  -- Of confirm_new_address.
  new_email text,
  -- HMAC of the digits.
  code_mac bytea not null,
  -- Counted before the digits are compared.
  tries smallint not null default 0,
  expires_at timestamptz not null,
  -- How many codes were made for this owner since when.
  made smallint not null default 1,
  made_since timestamptz not null,
  constraint identity_codes_owner_key unique (purpose, owner_mac),
  constraint identity_codes_purpose_known
    check (purpose in ('confirm_address', 'reset_password', 'confirm_new_address'))
);

create index identity_codes_made_since_idx on identity_codes (made_since);
create index identity_codes_sub_idx on identity_codes (sub);

comment on table identity_codes is 'Embedded identity provider: codes that were mailed, and how often somebody tried them';
