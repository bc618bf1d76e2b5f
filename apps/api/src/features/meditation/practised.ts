/** A session lasts no longer, so that those which may overlap another are found by an index. */
const LONGEST = "interval '24 hours'"

/**
 * The seconds of a session (s) that count as practice. Of listening what lies within another session does not: whoever sits
 * with the timer and lets something play has sat once.
 */
export const PRACTISED_SECONDS = `(case when s.session_type <> 'listening' then s.duration_seconds
  else greatest(0, s.duration_seconds - (
    select coalesce(sum(extract(epoch from least(s.ended_at, o.ended_at) - greatest(s.started_at, o.started_at))), 0)
    from meditation_sessions o
    where o.user_id = s.user_id and o.session_type <> 'listening'
      and o.started_at < s.ended_at and o.started_at > s.started_at - ${LONGEST} and o.ended_at > s.started_at
  ))::integer end)`
