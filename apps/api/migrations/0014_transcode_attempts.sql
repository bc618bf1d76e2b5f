-- A transcode may happen elsewhere and cost money: one attempt is started once, whoever asks again, and events that come
-- late, twice or out of order are told apart by the attempt that they belong to.

alter table media_jobs
  add column attempt integer not null default 1,
  add column idempotency_key uuid not null default gen_random_uuid(),
  add column external_job_id text,
  add constraint media_jobs_idempotency_key_key unique (idempotency_key);

comment on column media_jobs.idempotency_key is 'Names the attempt to the transcoder; a new one for each attempt';
comment on column media_jobs.external_job_id is 'The transcoder''s own id of the attempt, once it has been started';
