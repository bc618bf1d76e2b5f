import type { Pool } from '../db/database.ts'
import type { Catalogue } from '../features/catalogue/catalogue.ts'
import { memberCards } from '../features/catalogue/member-cards.ts'
import type { PictureUrls } from '../features/catalogue/picture-urls.ts'
import type { DownloadParts } from '../features/downloads/parts.ts'
import { assertMayPlay, type Geo } from '../features/streaming/geo.ts'
import { macsFor, type RootKeys } from '../sealing.ts'

interface Parts extends Pick<DownloadParts, 'guard' | 'clock' | 'random'> {
  db: Pool
  rootKeys: RootKeys
  catalogue: Catalogue
  pictures: PictureUrls
  geo: Geo
}

/** What members keep on their devices; its keys outlive a change of JWT_SECRET_KEY. */
export function composeDownloads({ rootKeys, catalogue, pictures, geo, ...parts }: Parts): DownloadParts {
  return {
    ...parts,
    keys: macsFor('download-key', [rootKeys.lasting]),
    findItem: catalogue.find,
    assertMayPlay: (item, request) => assertMayPlay(geo, item, request),
    cards: memberCards({ catalogue, pictures }),
  }
}
