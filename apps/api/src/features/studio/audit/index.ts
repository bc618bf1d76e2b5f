import type { App } from '../../../http/app.ts'
import type { StudioRouteParts } from '../parts.ts'
import { exportActs } from './export.ts'
import { listActs } from './list.ts'
import { verifyChain } from './verify-chain.ts'

/** Who did what, and whether the record of it is whole. */
export function acts(app: App, parts: StudioRouteParts): void {
  listActs(app, parts)
  exportActs(app, parts)
  verifyChain(app, parts)
}
