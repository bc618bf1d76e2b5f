import type { Letter } from '../../../mail/letters/letter.ts'

/** Ways out of the newsletter, as they stand below each of its mails. */
export function withFooter(
  letter: Letter,
  { page, preferences }: { page: string; preferences: string },
  frontendUrl: string,
): Letter {
  return {
    ...letter,
    why: `You get this mail because you subscribed to the newsletter of ${new URL(frontendUrl).host}.`,
    footerLinks: [
      { label: 'Unsubscribe', url: page },
      { label: 'Choose what you hear of, and how often', url: preferences },
    ],
  }
}
