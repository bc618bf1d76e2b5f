-- A third of the items has captions: 1,000 words each of 20,000, by Zipf's law. Names of words are their numbers in letters.

insert into spoken_words (content_id, words, drawn_at)
select c.id, (
    select string_agg(distinct translate(to_hex((20000 ^ random())::int), '0123456789', 'ghijklmnop'), ' ')
    from generate_series(1, 1000)
    where c.id is not null
  ), now()
from content c
where c.duration_seconds % 3 = 0;
