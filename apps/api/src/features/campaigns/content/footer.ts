import type { Letter } from '../../../mail/letters/letter.ts'
import { WORDS } from '../../../mail/letters/words/words.ts'

/** Ways out of the newsletter, as they stand below each of its mails. */
export function withFooter(
  letter: Letter,
  { page, preferences }: { page: string; preferences: string },
  frontendUrl: string,
): Letter {
  const says = WORDS[letter.language].campaign
  return {
    ...letter,
    why: says.why(new URL(frontendUrl).host),
    footerLinks: [
      { label: says.unsubscribe, url: page },
      { label: says.preferences, url: preferences },
    ],
  }
}
