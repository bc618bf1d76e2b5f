import { canAccess, type Member } from '../../access/member.ts'
import { toCard } from './answers.ts'
import type { CatalogueParts } from './parts.ts'
import { type Card, cardSchema } from './schemas.ts'

/** Items as lists show them, for features that list some of their own choice. */
export function memberCards({ catalogue, pictures }: Pick<CatalogueParts, 'catalogue' | 'pictures'>) {
  return {
    schema: cardSchema,
    /** @returns undefined for what is not open, cannot be played yet, or not by this member. */
    playableBy: (member: Member, id: string): Card | undefined => {
      const item = catalogue.find(id)
      if (!item || !(item.isHlsReady || item.isAudioHlsReady)) return undefined
      return canAccess(member, item.accessTier) ? toCard(item, member, pictures) : undefined
    },
    /** Locked where it is not open to this member. @returns undefined for what is not published. */
    shownTo: (member: Member, id: string): Card | undefined => {
      const item = catalogue.find(id)
      return item && toCard(item, member, pictures)
    },
  }
}
