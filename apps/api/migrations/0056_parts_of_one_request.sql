-- Of two requests that go on with one upload, only one may write a part: whatever the store keeps of it is what was acknowledged.
alter table uploads
  add column writer uuid,
  add column writes_part integer,
  add column writes_since timestamptz;

comment on column uploads.writer is 'The request that wrote a part last, or does so now; null where none does';
comment on column uploads.writes_part is 'The number of that part';
comment on column uploads.writes_since is 'When it began to; one whose process was killed is passed over after a while';
