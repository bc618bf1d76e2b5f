-- Items are found by what is said in them. Captions are in the object store; their words are kept here, and searched in memory.

create table spoken_words (
  content_id uuid primary key references content (id) on delete cascade,
  -- Each once, in lower case, one blank between two.
  words text not null default '',
  drawn_at timestamptz,
  due_at timestamptz,
  constraint spoken_words_are_bounded check (length(words) <= 600000)
);

create index spoken_words_due_at_idx on spoken_words (due_at) where due_at is not null;

comment on table spoken_words is 'The words of captions that members can choose, by which items are found';
comment on column spoken_words.drawn_at is 'When the words became what they are; null before they were drawn';
comment on column spoken_words.due_at is 'From when on they are to be drawn from the captions again; null: they are what the captions say';

create function notify_spoken_words_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('catalogue_changed', new.content_id::text);
  return null;
end $$;

create trigger spoken_words_changed after insert or update of words on spoken_words
  for each row execute function notify_spoken_words_changed();

-- The worker draws the words of what was converted before.
insert into spoken_words (content_id, due_at) select id, now() from content where captions <> '[]';
