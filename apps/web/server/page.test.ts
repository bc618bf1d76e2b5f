import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { HEAD_WORDS } from './head-words.ts'
import { inLanguage, pageHeaders, withSettings } from './page.ts'

const PAGE = '<head>\n    <!--settings-->\n</head>'

test('the page names the API that this installation uses', () => {
  const page = withSettings(PAGE, {
    backendUrl: 'https://api.example.com',
    edgeUrl: 'https://edge.example.com',
    supportEmail: null,
    showsViewCounts: false,
  })
  expect(page).toContain('<meta name="api-url" content="https://api.example.com" />')
  expect(page).not.toContain('<!--settings-->')
})

test('the page names the address that members write to, if there is one', () => {
  const addresses = {
    backendUrl: 'https://api.example.com',
    edgeUrl: 'https://edge.example.com',
    showsViewCounts: false,
  }
  expect(withSettings(PAGE, { ...addresses, supportEmail: 'studio@example.com' })).toContain(
    '<meta name="support-email" content="studio@example.com" />',
  )
  expect(withSettings(PAGE, { ...addresses, supportEmail: null })).not.toContain('support-email')
})

test('the page says that view counts are shown, where they are', () => {
  const settings = { backendUrl: 'https://api.example.com', edgeUrl: 'https://edge.example.com', supportEmail: null }
  expect(withSettings(PAGE, { ...settings, showsViewCounts: true })).toContain('<meta name="view-counts"')
  expect(withSettings(PAGE, { ...settings, showsViewCounts: false })).not.toContain('view-counts')
})

test('an address cannot break out of its attribute, nor be read as a replacement pattern', () => {
  const backendUrl = 'https://api.example.com/"><script>alert(1)</script>$&'
  const page = withSettings(PAGE, {
    ...{ backendUrl, edgeUrl: 'https://edge.example.com' },
    ...{ supportEmail: null, showsViewCounts: false },
  })
  expect(page).not.toContain('<script>')
  expect(page).toContain('content="https://api.example.com/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;"')
})

test('what stands in the page itself is said in each language', async () => {
  const html = await readFile(new URL('../index.html', import.meta.url), 'utf8')
  const [english, german] = [inLanguage(html, 'en'), inLanguage(html, 'de')]
  for (const words of Object.values(HEAD_WORDS.en)) expect(english).toContain(words)
  for (const words of Object.values(HEAD_WORDS.de)) expect(german).toContain(words)
  expect(german).toContain('<html lang="de" dir="ltr">')
  for (const words of Object.values(HEAD_WORDS.en)) expect(german).not.toContain(words)
})

const ADDRESSES = { backendUrl: 'https://api.example.com/v1', edgeUrl: 'https://edge.example.com' }

function policyOf(settings: Parameters<typeof pageHeaders>[0]): Record<string, string> {
  const policy = pageHeaders(settings)['content-security-policy'] ?? ''
  return Object.fromEntries(policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1).join(' ')]))
}

test('the policy opens our API and our edge, and nothing else that runs', () => {
  const policy = policyOf({ ...ADDRESSES, loadsCaptcha: false })
  expect(policy).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self'",
    'font-src': "'self'",
    'worker-src': "'self' blob:",
    'manifest-src': "'self'",
    'connect-src': "'self' https://api.example.com wss://api.example.com https://edge.example.com",
    'media-src': "'self' blob: data: https://edge.example.com",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
  })
  expect(policy['frame-src']).toBeUndefined()
  expect(JSON.stringify(policy)).not.toContain('google')
})

test('the policy lets reCAPTCHA in where it is used, and of Google nothing else', () => {
  const {
    'script-src': scripts,
    'connect-src': connections,
    'frame-src': frames,
    ...rest
  } = policyOf({ ...ADDRESSES, loadsCaptcha: true })
  expect(scripts).toBe("'self' https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/")
  expect(connections?.split(' ').slice(-2)).toEqual(['https://edge.example.com', 'https://www.google.com/recaptcha/'])
  expect(frames).toBe("'self' https://www.google.com/recaptcha/ https://recaptcha.google.com/recaptcha/")
  const { 'script-src': _s, 'connect-src': _c, ...without } = policyOf({ ...ADDRESSES, loadsCaptcha: false })
  expect(rest).toEqual(without)
})

test('our own pages may ask for the microphone, and no page for more than that', () => {
  const addresses = { backendUrl: 'http://localhost:8000', edgeUrl: 'http://localhost:8080' }
  const headers = pageHeaders({ ...addresses, loadsCaptcha: false })
  expect(headers['permissions-policy']).toBe('microphone=(self), camera=(), geolocation=()')
  expect(headers['content-security-policy']).toContain('ws://localhost:8000')
})
