import { expect, test } from 'vitest'
import { pageHeaders, withSettings } from './page.ts'

const PAGE = '<head>\n    <!--settings-->\n</head>'

test('the page names the API that this installation uses', () => {
  const page = withSettings(PAGE, {
    backendUrl: 'https://api.example.com',
    edgeUrl: 'https://edge.example.com',
    supportEmail: null,
  })
  expect(page).toContain('<meta name="api-url" content="https://api.example.com" />')
  expect(page).not.toContain('<!--settings-->')
})

test('the page names the address that members write to, if there is one', () => {
  const addresses = { backendUrl: 'https://api.example.com', edgeUrl: 'https://edge.example.com' }
  expect(withSettings(PAGE, { ...addresses, supportEmail: 'studio@example.com' })).toContain(
    '<meta name="support-email" content="studio@example.com" />',
  )
  expect(withSettings(PAGE, { ...addresses, supportEmail: null })).not.toContain('support-email')
})

test('an address cannot break out of its attribute, nor be read as a replacement pattern', () => {
  const backendUrl = 'https://api.example.com/"><script>alert(1)</script>$&'
  const page = withSettings(PAGE, { backendUrl, edgeUrl: 'https://edge.example.com', supportEmail: null })
  expect(page).not.toContain('<script>')
  expect(page).toContain('content="https://api.example.com/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;"')
})

test('the policy opens our API and our edge, and nothing else that runs', () => {
  const policy = pageHeaders({ backendUrl: 'https://api.example.com/v1', edgeUrl: 'https://edge.example.com' })[
    'content-security-policy'
  ]
  const directives = Object.fromEntries(
    (policy ?? '').split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1).join(' ')]),
  )
  expect(directives).toMatchObject({
    'default-src': "'self'",
    'script-src': "'self'",
    'font-src': "'self'",
    'connect-src': "'self' https://api.example.com wss://api.example.com https://edge.example.com",
    'media-src': "'self' blob: https://edge.example.com",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
  })
})

test('our own pages may ask for the microphone, and no page for more than that', () => {
  const headers = pageHeaders({ backendUrl: 'http://localhost:8000', edgeUrl: 'http://localhost:8080' })
  expect(headers['permissions-policy']).toBe('microphone=(self), camera=(), geolocation=()')
  expect(headers['content-security-policy']).toContain('ws://localhost:8000')
})
