/** The areas that acts are of, by the first word of their names. */
export const AREAS = [
  'member',
  'account',
  'sign_in',
  'content',
  'upload',
  'media_job',
  'category',
  'expert',
  'series',
  'pattern',
  'newsletter',
] as const
export type Area = (typeof AREAS)[number]
