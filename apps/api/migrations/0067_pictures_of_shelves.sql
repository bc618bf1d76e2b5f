-- Pictures that the studio chooses for categories and series. Until then they show one of an item.

alter table categories add column picture_id uuid;
alter table content_series add column picture_id uuid;

comment on column categories.picture_id is
  'Its object in the store is the thumbnail of that id; another picture gets another id, so that no browser shows the old one';
comment on column content_series.picture_id is 'Likewise';
