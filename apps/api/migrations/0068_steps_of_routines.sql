-- Between what a routine plays there may be time in silence and breathing.

comment on column routines.steps is
  'A list, in order, by their kind: items {content_id} (older rows name no kind), timers {id, minutes, bell} and breathing {id, minutes, pattern, target}; items that are taken down or purged stay in it';
