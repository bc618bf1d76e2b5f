import { boundedText } from '../../text/bounded-text.ts'
import { humanText } from '../../text/human-text.ts'

/** How often at the most; `all`: whenever there is something. */
export const FREQUENCIES = ['all', 'weekly', 'monthly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

export const STATUSES = ['pending', 'active', 'unsubscribed', 'bounced', 'complained'] as const
export type Status = (typeof STATUSES)[number]

export const subscriberName = humanText({ maxLength: 120 })

/** Where somebody asked for the newsletter. */
export const subscriberSource = boundedText(64).regex(/^[\w./-]+$/, 'must be a word such as homepage or blog')
