-- Whoever began an upload has done what comes of it; the record names the request.

alter table uploads add column request_id text;

comment on column uploads.request_id is 'Of the request that began it; null of those from before it was kept';

-- What was cancelled here and goes on elsewhere.
create index media_jobs_unwanted_idx on media_jobs (updated_at) where state = 'cancelled' and external_job_id is not null;
