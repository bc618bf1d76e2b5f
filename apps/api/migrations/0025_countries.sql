-- Where an item may be played.

-- As packages/stream-token writes it: 'aCHDE' is allowed in two countries, 'dUS' denied in one; empty is everywhere.
alter table content add column countries text not null default '';
alter table content add constraint content_countries_known check (countries ~ '^([ad]([A-Z]{2}){1,125})?$');
alter table revocations add column countries text not null default '';
comment on column revocations.countries is 'Where an item may be played; a row stays as long as it has a list';

create or replace function record_item_revocation() returns trigger language plpgsql as $$
declare
  item content := case when tg_op = 'DELETE' then old else new end;
  is_raised boolean := tg_op = 'UPDATE'
    and array_position(array['free', 'basic', 'premium'], new.access_tier)
      > array_position(array['free', 'basic', 'premium'], old.access_tier);
begin
  -- Tokens are made for published items only; a list of countries must be known before the first one is.
  if (tg_op = 'INSERT' or old.status <> 'published') and item.countries = ''
    and not exists (select from revocations where kind = 'item' and subject = item.id::text) then
    return null;
  end if;
  insert into revocations (kind, subject, ended, tier, content_type, raised_at, countries)
  values ('item', item.id, tg_op = 'DELETE' or item.status <> 'published', item.access_tier, item.content_type,
    case when is_raised then clock_timestamp() end, case when tg_op = 'DELETE' then '' else item.countries end)
  on conflict (kind, subject) do update
  set ended = excluded.ended, tier = excluded.tier, content_type = excluded.content_type, countries = excluded.countries,
    raised_at = coalesce(excluded.raised_at, revocations.raised_at),
    changed_at = clock_timestamp(), xid = pg_current_xact_id(), seq = default;
  return null;
end $$;

drop trigger content_revocation_updated on content;
create trigger content_revocation_updated after update of status, access_tier, countries on content
  for each row when ((new.status, new.access_tier, new.countries) is distinct from (old.status, old.access_tier, old.countries))
  execute function record_item_revocation();
