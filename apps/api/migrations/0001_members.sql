-- Who a member is. The database, not a token's claim, decides role, tier and status.

create extension if not exists pg_trgm;

create table users (
  id uuid primary key default gen_random_uuid(),
  -- The identity provider's subject. It is the public id of a member: /auth/me shows it and stream tokens carry it.
  cognito_sub text not null,
  -- Lower-cased and NFC-normalised once, at the door: two spellings of one address are one member.
  email text not null,
  display_name text,
  avatar_url text,
  role text not null default 'free_user',
  subscription_tier text not null default 'free',
  status text not null default 'active',
  last_login timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_cognito_sub_key unique (cognito_sub),
  constraint users_email_key unique (email),
  constraint users_email_normal check (email = lower(email) and email is nfc normalized),
  constraint users_role_known check (role in ('free_user', 'premium_user', 'admin', 'content_creator', 'moderator')),
  constraint users_tier_known check (subscription_tier in ('free', 'basic', 'premium')),
  constraint users_status_known check (status in ('active', 'suspended', 'deleted'))
);

comment on table users is 'Members: profile, role, tier and status';

-- One sign-in on one device. Its id is the origin_jti of every token that the sign-in led to.
create table refresh_sessions (
  id uuid primary key,
  cognito_sub text not null,
  user_agent text,
  -- Refresh tokens rotate: a token names its generation. The current one rotates; the one before it answers again
  -- within the grace window (two tabs refreshing at once); any older one is a stolen token and ends the session.
  generation integer not null default 0,
  rotated_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);

create index refresh_sessions_cognito_sub_idx on refresh_sessions (cognito_sub);
create index refresh_sessions_expires_at_idx on refresh_sessions (expires_at);

comment on table refresh_sessions is 'Sign-ins: rotation state of the refresh token, and when they were revoked';

-- The embedded identity provider's own accounts. Unused where another provider (Cognito) keeps them.
create table identity_accounts (
  sub uuid primary key,
  email text not null,
  full_name text not null,
  -- PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$hash
  password_hash text not null,
  email_verified boolean not null default false,
  created_at timestamptz not null default now(),
  constraint identity_accounts_email_key unique (email)
);

comment on table identity_accounts is 'Embedded identity provider: credentials';

-- RS256 keys of the embedded provider, shared by every API process. The private half is sealed with JWT_SECRET_KEY.
create table identity_signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  sealed_private_key bytea not null,
  created_at timestamptz not null default now()
);

comment on table identity_signing_keys is 'Embedded identity provider: token signing keys, newest signs, all verify';

-- Every API process keeps who-may-do-what for at most 5 s; these tell it to forget at once.
create function notify_member_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('member_changed', new.cognito_sub);
  return null;
end $$;

create trigger users_member_changed
  after update of role, subscription_tier, status, email, display_name, avatar_url on users
  for each row execute function notify_member_changed();

create trigger refresh_sessions_member_changed
  after update of revoked_at on refresh_sessions
  for each row when (new.revoked_at is distinct from old.revoked_at)
  execute function notify_member_changed();
