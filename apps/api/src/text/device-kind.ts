import bowser from 'bowser'

export const DEVICES = ['desktop', 'phone', 'tablet', 'tv', 'other'] as const
export type Device = (typeof DEVICES)[number]

/** What a user agent says of who asks. */
export interface Agent {
  device: Device
  isBot: boolean
}

const DEVICE_OF: Record<string, Device> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet', tv: 'tv' }
/** What our library does not know by name. */
const BOT = /bot\b|crawl|spider|slurp|headless|preview|monitor|lighthouse|scrap/i

export function agentOf(userAgent: string): Agent {
  const platform = bowser.parse(userAgent).platform.type ?? ''
  return { device: DEVICE_OF[platform] ?? 'other', isBot: platform === 'bot' || BOT.test(userAgent) }
}
