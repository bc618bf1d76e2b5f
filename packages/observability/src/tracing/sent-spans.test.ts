import { expect, test } from 'vitest'
import { isPartOfWork, withoutWords } from './sent-spans.ts'

const SPAN = {
  name: 'fastify.request',
  resource: 'GET /content/detail/:id',
  metrics: { _sampling_priority_v1: 1 },
  parent_id: 0,
}

test('a span tells what it is and how it ended, and nothing that somebody sent', () => {
  const meta = {
    'http.method': 'GET',
    'http.status_code': '404',
    'http.route': '/content/detail/:id',
    'http.url': 'http://api/content/detail/ada@example.com?token=t',
    'http.endpoint': '/content/detail/ada@example.com',
    'http.useragent': 'ada@example.com',
    'http.client_ip': '203.0.113.7',
    'baggage.user.id': 'ada@example.com',
    'http.request.headers.cookie': 'a=b',
    'error.type': 'Error',
    'error.message': 'ada@example.com is no id',
    'error.stack': 'Error: ada@example.com\nis no id\n    at read (file:///app/a.ts:1:2)\n    at file:///app/b.ts:3:4',
    role: 'api',
  }
  const sent = withoutWords({ ...SPAN, meta, span_events: [{ name: 'exception' }], meta_struct: {} })
  expect(sent).toEqual({
    ...SPAN,
    meta: {
      'http.method': 'GET',
      'http.status_code': '404',
      'http.route': '/content/detail/:id',
      'error.type': 'Error',
      'error.stack': '    at read (file:///app/a.ts:1:2)\n    at file:///app/b.ts:3:4',
      role: 'api',
    },
  })
})

test('statements by which a process looks for work are left out, those of a request are not', () => {
  expect(isPartOfWork({ name: 'pg.query', parent_id: 0 })).toBe(false)
  expect(isPartOfWork({ name: 'pg.query', parent_id: 12n })).toBe(true)
  expect(isPartOfWork({ name: 'job', parent_id: 0 })).toBe(true)
})
