import { group, Incomplete, type Machine } from '../group.ts'

export const environment = group(['ENVIRONMENT'], ({ ENVIRONMENT }) => ENVIRONMENT)

export const logLevel = group(['LOG_LEVEL'], ({ LOG_LEVEL }) => LOG_LEVEL)

/** The address to listen on: this machine only, in production all of its addresses. */
export const host = group(
  ['HOST', 'ENVIRONMENT'],
  ({ HOST, ENVIRONMENT }) => HOST ?? (ENVIRONMENT === 'production' ? '0.0.0.0' : '127.0.0.1'),
)

export const apiPort = group(['API_PORT'], ({ API_PORT }) => API_PORT)
/** How many processes answer on the API's port. */
export const apiProcesses = group(['WORKERS'], ({ WORKERS }) => WORKERS)
export const webPort = group(['WEB_PORT'], ({ WEB_PORT }) => WEB_PORT)
export const edgePort = group(['EDGE_PORT'], ({ EDGE_PORT }) => EDGE_PORT)

/** Ports of a machine that runs all roles. */
export const ports = group(['API_PORT', 'WEB_PORT', 'EDGE_PORT'], ({ API_PORT, WEB_PORT, EDGE_PORT }) => {
  if (new Set([API_PORT, WEB_PORT, EDGE_PORT]).size < 3)
    throw new Incomplete(['API_PORT: must differ from WEB_PORT and EDGE_PORT, and they from each other'])
  return { api: API_PORT, web: WEB_PORT, edge: EDGE_PORT }
})

/** Where browsers find API, web app and media, without a slash at the end. */
export const backendUrl = group(
  ['BACKEND_URL', 'API_PORT'],
  ({ BACKEND_URL, API_PORT }) => BACKEND_URL ?? `http://localhost:${API_PORT}`,
)
export const frontendUrl = group(
  ['FRONTEND_URL', 'WEB_PORT'],
  ({ FRONTEND_URL, WEB_PORT }) => FRONTEND_URL ?? `http://localhost:${WEB_PORT}`,
)
export const edgeUrl = group(
  ['EDGE_URL', 'CLOUDFRONT_DOMAIN', 'EDGE_PORT'],
  ({ EDGE_URL, CLOUDFRONT_DOMAIN, EDGE_PORT }) =>
    EDGE_URL ?? (CLOUDFRONT_DOMAIN ? `https://${CLOUDFRONT_DOMAIN}` : `http://localhost:${EDGE_PORT}`),
)

/** Whose `X-Forwarded-For` counts: addresses and CIDR ranges. */
export const trustedProxies = group(['TRUSTED_PROXIES'], ({ TRUSTED_PROXIES }) => TRUSTED_PROXIES ?? [])

/** Where the studio may be used from, addresses and CIDR ranges; null: from anywhere. */
export const adminAddresses = group(['ADMIN_ALLOWED_IPS'], ({ ADMIN_ALLOWED_IPS }) => ADMIN_ALLOWED_IPS ?? null)

/** Where members write to. */
export const supportEmail = group(['SUPPORT_EMAIL'], ({ SUPPORT_EMAIL }) => SUPPORT_EMAIL ?? null)

/** Whether the page of an item tells how often it was viewed. */
export const showsViewCounts = group(['SHOW_VIEW_COUNTS'], ({ SHOW_VIEW_COUNTS }) => SHOW_VIEW_COUNTS)

/** Folder of everything that is kept, absolute. */
export const dataDir = group(['DATA_DIR'], ({ DATA_DIR }, machine: Machine) => machine.resolvePath(DATA_DIR))

/** The port of an address that browsers find on their own machine alone; null for any other. */
export function portOfLoopback(url: string | undefined, port: number): string | null {
  if (url === undefined) return `${port}`
  const loopback = /^https?:\/\/(?:localhost|[^/:]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::(\d+))?(?:\/|$)/i
  const [found, itsPort = ''] = loopback.exec(url) ?? []
  return found === undefined ? null : itsPort
}
