import { LRUCache } from 'lru-cache'
import type { Database } from '../../../db/database.ts'
import { type Letter, letterSchema } from '../../../mail/letters/letter.ts'
import type { CampaignMail } from '../../../mail/mails.ts'
import { type Written, wayOut } from '../../../mail/message.ts'
import { withFooter } from '../content/footer.ts'
import { isSubscribed, selectLetter } from './queries.ts'

interface WriteParts {
  db: Database
  frontendUrl: string
  /** Ways out of the newsletter, for a mail of a campaign. */
  links: (subscriberId: string, campaignId: string) => { oneClick: string; page: string; preferences: string }
}

/**
 * What each mail of a campaign says: the same to everybody, but for the ways out. Nothing to who left: mails that wait are
 * deleted then, but not one that a server was just asked to take, and put off.
 */
export function writeCampaignBy({
  db,
  frontendUrl,
  links,
}: WriteParts): (mail: CampaignMail) => Promise<Written | null> {
  // What was started is not changed any more; one may be taken back, and started anew, before its first mail.
  const letters = new LRUCache<string, Letter>({ max: 20 })

  async function find(campaignId: string): Promise<Letter | null> {
    const known = letters.get(campaignId)
    if (known) return known
    const row = await selectLetter(db, campaignId)
    if (!row) return null
    const letter = letterSchema.parse(row.letter)
    letters.set(campaignId, letter)
    return letter
  }

  return async ({ campaignId, subscriberId }) => {
    const letter = await find(campaignId)
    if (!letter || !(await isSubscribed(db, subscriberId))) return null
    const ways = links(subscriberId, campaignId)
    return { letter: withFooter(letter, ways, frontendUrl), headers: listHeaders(ways.oneClick, frontendUrl) }
  }
}

/** And RFC 2919; Precedence keeps old programs from answering. */
function listHeaders(oneClick: string, frontendUrl: string): Record<string, string> {
  return {
    ...wayOut(oneClick),
    'List-Id': `Better & Bliss <newsletter.${new URL(frontendUrl).hostname}>`,
    Precedence: 'bulk',
  }
}
