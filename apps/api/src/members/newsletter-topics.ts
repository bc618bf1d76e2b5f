/** What a subscriber of the newsletter may choose to hear of. */
export const TOPICS = ['new_releases', 'practice', 'news'] as const
export type Topic = (typeof TOPICS)[number]
