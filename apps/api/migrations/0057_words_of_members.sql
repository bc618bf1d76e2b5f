-- One rule of words for both sides of the search among members: what is stored, and what is typed. The parser of PostgreSQL's own
-- text search takes some addresses and names for numbers, hosts or paths, which nobody types as a whole.

-- Words in lower case and without marks (Zoë: zoe). What parts them is named by its code points, so that no locale has a say in it:
-- in ASCII all but letters and digits, the marks of Latin-1, and the punctuation, spaces and symbols beyond. Long words are cut: a
-- lexeme is 2 kB at the most.
create function words_of(text) returns text[]
language sql immutable strict parallel safe
return array(
  select left(word, 100) from regexp_split_to_table(
    regexp_replace(normalize(lower(normalize($1, NFKD)), NFKD), '[\u0300-\u036f]', '', 'g'),
    '[\u0001-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u3000-\u3003\u3008-\u3020\ufe30-\ufe4f\ufeff]+'
  ) word
  where word <> '');

-- Each word that is typed begins one of those stored; a letter alone, which begins too many, is one. Null where nothing is typed.
create function words_sought(text) returns tsquery
language sql immutable strict parallel safe
return (
  select string_agg('''' || word || '''' || case when length(word) > 1 then ':*' else '' end, ' & ')::tsquery
  from unnest(words_of($1)) word);

comment on function words_of is 'The words that members are found by, of a name, an address, or what is typed';
comment on function words_sought is 'What finds the members whose words begin as those that are typed';

alter table users drop column search_words;
alter table users add column search_words tsvector not null
  generated always as (array_to_tsvector(words_of(email || ' ' || coalesce(display_name, '')))) stored;

create index users_search_words_idx on users using gin (search_words);

-- How many items stand in the studio's list with a status, for a plan and of a kind, and the newest of them: from the index alone.
create index content_kept_status_idx
  on content (status, access_tier, content_type, (coalesce(publish_at, published_at)) desc nulls last, id)
  where deleted_at is null;
