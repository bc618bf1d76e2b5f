import { deviceName } from '@better-and-bliss/membership'
import bowser from 'bowser'

const BROWSERS: ReadonlySet<string> = new Set(Object.values(bowser.BROWSER_MAP))
const SYSTEMS: ReadonlySet<string> = new Set(Object.values(bowser.OS_MAP))
const MODELS: ReadonlySet<string> = new Set(['iPhone', 'iPad'])

/**
 * What a user agent says of its device, for people: "Firefox on Linux", "Safari on iPhone". Clients choose their user agent,
 * so only names that are known are taken from it: mails say them.
 */
export function deviceWords(userAgent: string | null): string {
  if (!userAgent) return deviceName({})
  const { browser, os, platform } = bowser.parse(userAgent)
  const app = knownIn(BROWSERS, browser.name)?.replace(/ for Android$/, '')
  const system = knownIn(MODELS, platform.model) ?? knownIn(SYSTEMS, os.name)
  return deviceName({ app, system })
}

function knownIn(names: ReadonlySet<string>, name = ''): string | undefined {
  return names.has(name) ? name : undefined
}
