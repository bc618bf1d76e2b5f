/**
 * Schemas that somebody may come from, by their last migration. Until releases are tagged these are the states just before a
 * migration that took something away; from then on the last migration of each release is added.
 */
export const SCHEMA_MILESTONES = [
  // All that the specification's tables hold, before anything was taken away.
  '0006_live_breath.sql',
  // Sign-ins were sessions of the embedded identity provider.
  '0011_revocations.sql',
  // Views were kept as they were reported.
  '0031_countries_of_edge_store.sql',
  // Views by the hour, and who viewed on a day.
  '0036_content_of_the_studio.sql',
  // Uploads, and films with the one sound that they came with.
  '0049_tails_and_lists.sql',
] as const

/** Processes of this schema, and of each later one, run beside those of the next. */
export const OLDEST_BESIDE_NEWER = '0049_tails_and_lists.sql'
