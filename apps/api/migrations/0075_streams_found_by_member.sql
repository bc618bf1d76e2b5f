-- An expiry is a whole second, which many streams share, and lies beyond all that statistics know: by its index the database
-- looked for one stream of a member among all that expire at the moment. What is deleted for its age is found by its
-- beginning, which never changes.
drop index stream_sessions_expires_at_idx;
create index stream_sessions_started_at_idx on stream_sessions (started_at);
