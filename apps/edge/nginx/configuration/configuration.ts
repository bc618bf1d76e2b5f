import { readFileSync } from 'node:fs'
import { SECURITY_HEADERS } from '@better-and-bliss/http'
import { ConfigError, type EdgeSettings } from '@better-and-bliss/settings'
import {
  MASTER_PLAYLIST,
  mediaHeaders,
  mediaKey,
  PICTURE_FILES,
  SEGMENT_PATTERNS,
  segmentFile,
  UUID_PATTERN,
  videoRung,
} from '@better-and-bliss/stream-token'
import { readableBy } from '../../src/refusals.ts'
import { servedLogIn } from '../served-log.ts'
import { TOKEN_MARK } from '../settings.ts'

const FILES = ['nginx.conf', 'http.conf', 'server.conf'] as const

export interface ConfigurationParts {
  /** Where everything is written to, absolute. */
  folder: string
  /** Ends in a slash. */
  mediaFolder: string
  /** The shell, as `npm run edge:build` makes it. */
  shellPath: string
  /** Where this nginx has its modules. */
  modulesFolder: string
  /** Whom workers run as; null: whoever starts nginx, who is not root. */
  user: string | null
  listen: { host: string; port: number }
  webOrigin: string
  viewerCountry: EdgeSettings['viewerCountry']
}

/** The files of nginx's configuration, by their names. @throws ConfigError for a value that nginx would read as something else. */
export function configurationFiles(parts: ConfigurationParts): Record<(typeof FILES)[number], string> {
  const { folder, mediaFolder, shellPath, modulesFolder, user, listen, webOrigin, viewerCountry } = parts
  const values: Record<string, string> = {
    FOLDER: plain(folder),
    SERVED_LOG: plain(servedLogIn(folder)),
    DECISIONS: [...SEGMENT_PATTERNS.map((pattern) => decisionLine(pattern)), PLAYLIST_DECISION].join('\n  '),
    PLAYLIST_CACHE_CONTROL: playlists.cacheControl,
    MASTER_PLAYLIST,
    PLAYLIST_TYPE: playlists.contentType,
    TOKEN_MARK,
    MEDIA_FOLDER: plain(mediaFolder),
    SHELL: plain(shellPath),
    MODULES: plain(modulesFolder),
    USER: user === null ? '' : `user ${plain(user)};`,
    LISTEN: plain(`${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port}`),
    WEB_ORIGIN: plain(webOrigin),
    EXPOSED_HEADERS: readableBy(webOrigin)['Access-Control-Expose-Headers'] ?? '',
    CACHE_CONTROL: MEDIA_FILES.map(
      (file) => `"~^media/.*\\.${endingOf(file)}$" "${mediaHeaders(file).cacheControl}";`,
    ).join(' '),
    TYPES: MEDIA_FILES.map((file) => `"${mediaHeaders(file).contentType}" ${endingOf(file)};`).join(' '),
    COUNTRY: countryLines(viewerCountry).join('\n'),
    SECURITY_HEADERS: Object.entries(HEADERS)
      .map(([name, value]) => `add_header ${name} "${value}" always;`)
      .join('\n'),
  }
  const fill = (file: string) =>
    readFileSync(new URL(file, import.meta.url), 'utf8').replace(
      /@([A-Z_]+)@/g,
      (_, name: string) => values[name] ?? '',
    )
  return { 'nginx.conf': fill('nginx.conf'), 'http.conf': fill('http.conf'), 'server.conf': fill('server.conf') }
}

const HEADERS = { ...SECURITY_HEADERS, 'cross-origin-resource-policy': 'cross-origin', vary: 'Origin' }

const playlists = mediaHeaders(MASTER_PLAYLIST)
const TOKEN_CHARACTERS = '[A-Za-z0-9_&=.-]'

/** Names the decision for a file whose name has this pattern, for a token. */
function decisionLine(pattern: string, query = `e=${TOKEN_CHARACTERS}{1,200}`): string {
  const item = mediaKey(`(?<decision_item>${UUID_PATTERN})`)
  const file = pattern.replace(/\((?!\?)/, '(?<decision_rendition>')
  return `"~^(?:GET|HEAD) /${item}${file}\\?(?<decision_query>${query})$" "$decision_item.$decision_rendition.$viewer_country.$decision_query";`
}

/** Templates have a height in their names, and so a token has to. */
const PLAYLIST_DECISION = decisionLine(
  '([A-Za-z0-9-]{1,40}\\.m3u8)',
  `e=${TOKEN_CHARACTERS}{1,100}&q=[0-9]+${TOKEN_CHARACTERS}{0,160}`,
)

/** One of each kind that nginx sends itself. */
const MEDIA_FILES = [
  segmentFile(videoRung(360), 0),
  'sub-en/segment0000.vtt',
  PICTURE_FILES.poster,
  PICTURE_FILES.waveform,
]

function endingOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1)
}

/** Lines that set `$said_country`. */
function countryLines(viewerCountry: ConfigurationParts['viewerCountry']): string[] {
  if (viewerCountry.kind === 'off') return ['map "" $said_country { default ""; }']
  if (viewerCountry.kind === 'database')
    throw new ConfigError([
      'GEOIP_DATABASE is read by `npm run edge`: the one in nginx takes the country from CloudFront (VIEWER_COUNTRY=cloudfront)',
    ])
  const { trustedProxies, originSecret } = viewerCountry
  if (originSecret !== undefined) {
    const secret = originSecret
      .reveal()
      .replace(/[^A-Za-z0-9]/g, (character) => `\\x{${character.codePointAt(0)?.toString(16)}}`)
    return [`map $http_x_origin_verify $said_country { default ""; "~^${secret}$" $http_cloudfront_viewer_country; }`]
  }
  const proxies = trustedProxies.map((proxy) => `${plain(proxy)} 1;`).join(' ')
  return [
    `geo $is_cloudfront { default 0; ${proxies} }`,
    'map $is_cloudfront $said_country { default ""; 1 $http_cloudfront_viewer_country; }',
  ]
}

/** What stands in a configuration without quotes. */
function plain(text: string): string {
  if (!/^[\w./:@[\]-]+$/.test(text))
    throw new ConfigError([`nginx would misread ${JSON.stringify(text)}: choose a name of plain letters`])
  return text
}
