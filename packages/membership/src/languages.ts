/** The languages that the web app speaks; the first where neither a member nor a browser says which. */
export const LANGUAGES = ['en', 'de'] as const
export type Language = (typeof LANGUAGES)[number]
