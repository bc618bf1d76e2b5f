import { createHash } from 'node:crypto'

/** What the build writes of the page that the worker keeps, minified or not. */
const KEPT_PAGE = /("?url"?:\s*"index\.html",\s*"?revision"?:\s*")[^"]*/

/**
 * The worker, for the page as it is sent: browsers fetch it anew when its settings or headers change, not only when the build
 * does. They are part of what is kept.
 */
export function withRevision(worker: string, sent: string): string {
  const revision = createHash('sha256').update(sent).digest('hex').slice(0, 32)
  return worker.replace(KEPT_PAGE, (_whole, start: string) => start + revision)
}
