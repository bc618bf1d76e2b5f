import { SECURITY_HEADERS } from '@better-and-bliss/http'
import { LANGUAGE_FACTS, type Language } from '@better-and-bliss/membership'
import type { WebSettings } from '@better-and-bliss/settings'
import { HEAD_WORDS } from './head-words.ts'

type Addresses = Pick<WebSettings, 'backendUrl' | 'edgeUrl'>

/** Writes what this installation uses into the page; the build knows none of it. */
export function withSettings(
  html: string,
  {
    backendUrl,
    edgeUrl,
    supportEmail,
    showsViewCounts,
  }: Addresses & Pick<WebSettings, 'supportEmail' | 'showsViewCounts'>,
): string {
  const settings = [
    `<meta name="api-url" content="${escapeAttribute(backendUrl)}" />`,
    ...(supportEmail === null ? [] : [`<meta name="support-email" content="${escapeAttribute(supportEmail)}" />`]),
    ...(showsViewCounts ? ['<meta name="view-counts" content="shown" />'] : []),
    `<link rel="preconnect" href="${new URL(backendUrl).origin}" crossorigin="use-credentials" />`,
    `<link rel="preconnect" href="${new URL(edgeUrl).origin}" />`,
  ]
  return html.replace('<!--settings-->', () => settings.join('\n    '))
}

/** Says in the language of whoever asks what stands in the page itself; its scripts know what was chosen. */
export function inLanguage(html: string, language: Language): string {
  const [english, own] = [HEAD_WORDS.en, HEAD_WORDS[language]]
  return html
    .replace('<html lang="en">', `<html lang="${language}" dir="${LANGUAGE_FACTS[language].dir}">`)
    .replace(english.description, own.description)
    .replace(english.needsScript, own.needsScript)
}

/**
 * The specification's headers, with a policy that fits a page of scripts: inline styles are Mantine's, `blob:` media are
 * hls.js's, as are its empty captions in `data:`, and members' own pictures may come from any https address. Google's
 * reCAPTCHA may run only where it is used.
 *
 * @param where `framed`: other sites may show the page in a frame.
 */
export function pageHeaders(
  { loadsCaptcha, ...addresses }: Addresses & Pick<WebSettings, 'loadsCaptcha'>,
  { framed = false } = {},
) {
  const api = new URL(addresses.backendUrl).origin
  const sockets = api.replace(/^http/, 'ws')
  const edge = new URL(addresses.edgeUrl).origin
  const captcha = (sources: string) => (loadsCaptcha ? sources : '')
  const policy = [
    "default-src 'self'",
    `script-src 'self'${captcha(' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/')}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    `connect-src 'self' ${api} ${sockets} ${edge}${captcha(' https://www.google.com/recaptcha/')}`,
    `img-src 'self' data: https: ${api} ${edge}`,
    `media-src 'self' blob: data: ${edge}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    ...(loadsCaptcha
      ? ["frame-src 'self' https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/"]
      : []),
    "object-src 'none'",
    `frame-ancestors ${framed ? '*' : "'none'"}`,
    "base-uri 'none'",
    "form-action 'self'",
  ]
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    'content-security-policy': policy.join('; '),
    'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  }
  // frame-ancestors says it, to every browser that runs our pages.
  if (framed) delete headers['x-frame-options']
  return headers
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** For the value of an attribute, or text between tags. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
