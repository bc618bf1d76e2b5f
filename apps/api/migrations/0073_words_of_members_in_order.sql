-- Members are sought by how their words begin. An inverted index gathers everybody whom a word finds before anybody is looked at,
-- which takes the longer the more there are; an ordered one is read until enough are found.

create table member_words (
  -- One of search_words.
  word text collate "C" not null,
  user_id uuid not null,
  primary key (word, user_id)
);

comment on table member_words is 'Members who are not deleted, once for each of their words; follows users';

create function note_member_words() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from member_words where user_id = old.id and word = any(tsvector_to_array(old.search_words));
  end if;
  if tg_op <> 'DELETE' and new.status <> 'deleted' then
    insert into member_words (word, user_id) select unnest(tsvector_to_array(new.search_words)), new.id;
  end if;
  return null;
end $$;

create trigger users_words_inserted after insert on users for each row execute function note_member_words();
create trigger users_words_updated after update of email, display_name, status on users
  for each row when (
    new.email is distinct from old.email or new.display_name is distinct from old.display_name
    or (new.status = 'deleted') <> (old.status = 'deleted'))
  execute function note_member_words();
create trigger users_words_deleted after delete on users for each row execute function note_member_words();

insert into member_words (word, user_id)
select unnest(tsvector_to_array(search_words)), id from users where status <> 'deleted';

drop index users_search_words_idx;
