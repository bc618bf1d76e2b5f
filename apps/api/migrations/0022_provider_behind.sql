-- The identity provider is told of what a member may do, whoever changes it, by hand too: a suspended member signs in nowhere.
alter table users add column provider_behind_since timestamptz, add column provider_status_behind boolean not null default false;

comment on column users.provider_behind_since is 'When status, role or tier changed that a worker has not told the identity provider of yet';
-- Another tier must not enable an account that an operator disabled at the provider itself.
comment on column users.provider_status_behind is 'Whether the status is among it';
create index users_provider_behind_since_idx on users (provider_behind_since) where provider_behind_since is not null;

create function note_provider_behind() returns trigger language plpgsql as $$
begin
  new.provider_behind_since = clock_timestamp();
  new.provider_status_behind = old.provider_status_behind or new.status <> old.status;
  return new;
end $$;

create trigger users_provider_behind before update of status, role, subscription_tier on users for each row
  when ((new.status, new.role, new.subscription_tier) is distinct from (old.status, old.role, old.subscription_tier))
  execute function note_provider_behind();
