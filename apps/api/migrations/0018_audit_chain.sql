-- Each act is chained to the one before it, so that a row that was changed, removed, moved or slipped in shows.

create table audit_chain (
  -- From 1 on, without a gap, in the order of the commits; audit_log.id has gaps, and is given before.
  position bigint primary key,
  entry_id bigint not null,
  -- SHA-256 over the position, the hash before it and the row: members/audit-chain.ts says in which form.
  hash bytea not null,
  constraint audit_chain_entry_id_key unique (entry_id)
);

comment on table audit_chain is 'Hash chain over audit_log, append-only';

create function chain_audit_entry(entry audit_log) returns void language plpgsql as $$
declare
  last_position bigint;
  last_hash bytea;
begin
  select position, hash into last_position, last_hash from audit_chain order by position desc limit 1;
  last_position := coalesce(last_position, 0) + 1;
  insert into audit_chain (position, entry_id, hash)
  values (last_position, entry.id, sha256(convert_to(jsonb_build_array(
    last_position::text, coalesce(encode(last_hash, 'hex'), ''), entry.id::text,
    to_char(entry.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor_kind, entry.actor_sub, entry.action,
    entry.target, entry.before::text, entry.after::text, entry.request_id)::text, 'UTF8')));
end $$;

do $$
declare
  entry audit_log;
begin
  for entry in select * from audit_log order by id loop
    perform chain_audit_entry(entry);
  end loop;
end $$;

create function chain_new_audit_entry() returns trigger language plpgsql as $$
begin
  -- 'audit' as a number: one writer at a time goes on with the chain, until its commit.
  perform pg_advisory_xact_lock(418581342580);
  perform chain_audit_entry(new);
  return null;
end $$;

-- With the commit, not with the insert: nobody holds the lock while anything else of a transaction waits.
create constraint trigger audit_log_chained after insert on audit_log
  deferrable initially deferred for each row execute function chain_new_audit_entry();

create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;

create trigger audit_chain_append_only before update or delete or truncate on audit_chain
  for each statement execute function refuse_audit_change();
