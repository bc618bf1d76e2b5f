import { escapeAttribute } from './page.ts'

/** What a link may show of a page, as the API tells it. */
interface SharedFacts {
  title: string
  description: string | null
  picture_path: string | null
}

interface Addresses {
  frontendUrl: string
  backendUrl: string
}

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** Pages of categories are named by words. */
const SHARED_PATH = new RegExp(`^/(?:(content|experts|series)/(${GUID})|(categories)/([a-z0-9-]{1,120}))/?$`, 'i')
/** A person waits for the page. */
const TIMEOUT_MS = 1_000
const MAX_DESCRIPTION_LENGTH = 200

/** What the API says of a page for whoever a link is passed on to; null where it says nothing, in time. */
export async function fetchShared(path: string, backendUrl: string): Promise<SharedFacts | null> {
  const [kind, id] = (SHARED_PATH.exec(path) ?? []).slice(1).filter((part) => part !== undefined)
  if (!kind || !id) return null
  try {
    const response = await fetch(`${backendUrl}/content/shared/${kind.toLowerCase()}/${id}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.ok ? toFacts(await response.json()) : null
  } catch {
    // The page is whole without it.
    return null
  }
}

function toFacts(answer: unknown): SharedFacts | null {
  const { title, description, picture_path } = (answer ?? {}) as Record<string, unknown>
  if (typeof title !== 'string') return null
  return {
    title,
    description: typeof description === 'string' ? description : null,
    picture_path: typeof picture_path === 'string' ? picture_path : null,
  }
}

/** Writes into the page what links to it show: Open Graph, and what search engines read. */
export function withShared(html: string, path: string, facts: SharedFacts | null, addresses: Addresses): string {
  if (!facts) return html
  const title = escapeAttribute(facts.title)
  const description = facts.description && escapeAttribute(shortened(facts.description))
  const picture = facts.picture_path && escapeAttribute(addresses.backendUrl + facts.picture_path)
  const tags = [
    property('og:site_name', 'Better &amp; Bliss'),
    property('og:type', 'website'),
    property('og:url', escapeAttribute(addresses.frontendUrl + path)),
    property('og:title', title),
    ...(description ? [property('og:description', description)] : []),
    ...(picture ? [property('og:image', picture)] : []),
    `<meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}" />`,
  ]
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${title} · Better &amp; Bliss</title>\n    ${tags.join('\n    ')}`)
    .replace(/(<meta name="description" content=")[^"]*/, (whole, start: string) =>
      description ? start + description : whole,
    )
}

function property(name: string, content: string): string {
  return `<meta property="${name}" content="${content}" />`
}

/** Cut at a space. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= MAX_DESCRIPTION_LENGTH) return line
  return `${line.slice(0, MAX_DESCRIPTION_LENGTH).replace(/\s\S*$/, '')} …`
}
