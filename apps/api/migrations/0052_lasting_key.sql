-- The key of what must stay the same when JWT_SECRET_KEY changes: hashes that are looked up, and links in mails that were sent.

create table lasting_key (
  id boolean primary key default true,
  -- By JWT_SECRET_KEY. What is in it first is that JWT_SECRET_KEY itself, with which all of these were made until now.
  sealed bytea not null,
  constraint lasting_key_one_row check (id)
);

comment on table lasting_key is 'One row: the key of what outlives a JWT_SECRET_KEY, sealed by it';
