import { mostRecent } from '../../most-recent.ts'
import { type Agent, agentOf } from '../../text/device-kind.ts'

const UNTOLD: Agent = { device: 'other', isBot: false }
const MOST_KNOWN = 2_000

/** Reads user agents, those that come again from memory. */
export function agentReader(): (userAgent: string | null) => Agent {
  const known = mostRecent<string, Agent>(MOST_KNOWN)
  return (userAgent) => {
    if (!userAgent) return UNTOLD
    const found = known.get(userAgent) ?? agentOf(userAgent)
    known.set(userAgent, found)
    return found
  }
}
