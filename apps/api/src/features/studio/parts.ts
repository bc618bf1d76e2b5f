import type { Tier } from '@better-and-bliss/membership'
import type { z } from 'zod'
import type { SignIns } from '../../members/sign-ins.ts'
import type { PictureUrl } from './content/to-content.ts'
import type { MemberActs } from './members/acts.ts'
import type { UploadRouteParts } from './uploads/parts.ts'

export interface StudioRouteParts extends UploadRouteParts {
  pictureUrl: PictureUrl
  /** Items as their pages show them, whatever their status. */
  previews: {
    schema: z.ZodObject
    /** As a member of that tier sees it; undefined where there is no such item. */
    of: (id: string, tier: Tier) => Promise<object | undefined>
  }
  /** Whether those who make items publish them themselves; else somebody who looks after all of them does. */
  creatorsPublish: boolean
  signIns: Pick<SignIns, 'list'>
  memberActs: MemberActs
  /** A stream that was not seen for so long plays no more. */
  streams: { quietMs: number }
}
