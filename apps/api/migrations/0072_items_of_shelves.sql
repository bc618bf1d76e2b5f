-- How many items each category, expert and series has, deleted ones left out: kept as items change, for counting them takes the
-- longer the more there are.

create table shelf_items (
  -- That of a category, an expert or a series: no two of them have the same.
  shelf_id uuid primary key,
  items integer not null
);

comment on table shelf_items is 'How many items that are not deleted belong to a category, an expert or a series; no row: none';

create function count_shelf_items() returns trigger language plpgsql as $$
declare
  joined uuid[];
  left_by uuid[];
  emptied uuid[];
begin
  if tg_op <> 'DELETE' then
    joined := array(
      select unnest(array[category_id, expert_id, series_id]) from rows_after where deleted_at is null);
  end if;
  if tg_op <> 'INSERT' then
    left_by := array(
      select unnest(array[category_id, expert_id, series_id]) from rows_before where deleted_at is null);
  end if;
  -- In one order, so that nobody waits for somebody who waits for them.
  with changes as (
    select shelf_id, sum(change) as change
    from (select unnest(joined) as shelf_id, 1 as change union all select unnest(left_by), -1) moves
    where shelf_id is not null group by shelf_id having sum(change) <> 0
  ), counted as (
    insert into shelf_items as s (shelf_id, items) select shelf_id, change from changes order by shelf_id
    on conflict (shelf_id) do update set items = s.items + excluded.items
    returning shelf_id, items
  )
  select array_agg(shelf_id) into emptied from counted where items = 0;
  if emptied is not null then
    delete from shelf_items where shelf_id = any(emptied) and items = 0;
  end if;
  return null;
end $$;

create trigger content_shelves_inserted after insert on content referencing new table as rows_after
  for each statement execute function count_shelf_items();
create trigger content_shelves_updated after update on content referencing old table as rows_before new table as rows_after
  for each statement execute function count_shelf_items();
create trigger content_shelves_deleted after delete on content referencing old table as rows_before
  for each statement execute function count_shelf_items();

insert into shelf_items (shelf_id, items)
select shelf_id, count(*) from content, unnest(array[category_id, expert_id, series_id]) shelf_id
where deleted_at is null and shelf_id is not null group by shelf_id;
