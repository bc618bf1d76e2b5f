import type { Tier } from '@better-and-bliss/membership'
import type { z } from 'zod'
import type { SignIns } from '../../members/sign-ins.ts'
import type { Finding } from '../../ports/finding.ts'
import type { ItemPictureUrl, PictureUrl } from './content/item-pictures.ts'
import type { MemberActs } from './members/acts.ts'
import type { QueueRow } from './system/queries.ts'
import type { UploadRouteParts } from './uploads/parts.ts'

/** How a dependency fares, and what is wrong with it in words. */
interface Dependency {
  status: 'ok' | 'degraded' | 'failing'
  latency_ms: number
  age_ms: number
  detail: string | null
}

export interface StudioRouteParts extends UploadRouteParts {
  pictureUrl: PictureUrl
  itemPictureUrl: ItemPictureUrl
  /** Items as their pages show them, whatever their status. */
  previews: {
    schema: z.ZodObject
    /** As a member of that tier sees it; undefined where there is no such item. */
    of: (id: string, tier: Tier) => Promise<object | undefined>
  }
  signIns: Pick<SignIns, 'list'>
  memberActs: MemberActs
  /** A stream that was not seen for so long plays no more. */
  streams: { quietMs: number }
  system: {
    version: string
    nodeVersion: string
    /** How each thing fares that this installation depends on, by its name; never rejects. */
    dependencies: () => Promise<Record<string, Dependency | undefined>>
    /** Jobs of the queue by their kind; failures of the last week. */
    countJobs: () => Promise<QueueRow[]>
    diagnose: () => Promise<Finding[]>
  }
}
