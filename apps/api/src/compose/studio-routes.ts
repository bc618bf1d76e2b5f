import type { ApiSettings } from '@better-and-bliss/settings'
import { countJobs } from '../adapters/local/pg-boss-counts.ts'
import type { Changes } from '../db/changes.ts'
import type { AuthParts } from '../features/auth/parts.ts'
import type { Catalogue } from '../features/catalogue/catalogue.ts'
import type { PictureUrls } from '../features/catalogue/picture-urls.ts'
import { contentPreviews } from '../features/catalogue/previews.ts'
import type { PersonalDataParts } from '../features/personal-data/parts.ts'
import { QUIET_MS } from '../features/streaming/lease-states.ts'
import { itemPictureUrls } from '../features/studio/content/item-pictures.ts'
import type { StudioRouteParts } from '../features/studio/parts.ts'
import type { SystemParts } from '../features/system/parts.ts'
import { diagnosisOf } from './diagnosis.ts'
import { composeMemberActs } from './member-acts.ts'

interface Parts {
  settings: ApiSettings
  auth: AuthParts
  personalData: PersonalDataParts
  changes: Changes
  system: SystemParts
  catalogue: Catalogue
  pictures: PictureUrls
}

/** What the studio's pages ask. */
export function composeStudioRoutes({ settings, auth, personalData, system, ...of }: Parts): StudioRouteParts {
  const { guard, signIns } = auth
  const { db, clock, random, store } = personalData
  return {
    db,
    guard,
    changes: of.changes,
    clock,
    random,
    store,
    maxSourceBytes: settings.maxSourceBytes,
    uploadQuotaBytes: settings.uploadQuotaBytes,
    creatorsPublish: settings.creatorsPublish,
    pictureUrl: of.pictures.url,
    itemPictureUrl: itemPictureUrls(of.pictures.url, settings.backendUrl),
    previews: contentPreviews(of),
    signIns,
    memberActs: composeMemberActs(auth, personalData),
    streams: { quietMs: QUIET_MS },
    system: {
      version: system.version,
      nodeVersion: process.versions.node,
      dependencies: system.dependencies,
      countJobs: () => countJobs(db),
      diagnose: diagnosisOf(settings, { clock, version: system.version }),
    },
  }
}
