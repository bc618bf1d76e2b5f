/** How often at the most; `all`: whenever there is something. */
export const FREQUENCIES = ['all', 'weekly', 'monthly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

export const STATUSES = ['pending', 'active', 'unsubscribed', 'bounced', 'complained'] as const
export type Status = (typeof STATUSES)[number]
