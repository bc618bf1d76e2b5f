import { afterAll, expect, test } from 'vitest'
import { signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const cookies = await signUpAs(server, 'premium', 'admin')

const [series] = await server.db.query<{ id: string }>(
  '',
  `with s as (insert into content_series (title, slug) values ('Nights', 'nights') returning id)
   insert into content (title, slug, content_type, status, series_id)
   select 'Night sea', 'night-sea', 'audio', 'published', id from s returning series_id as id`,
)

test('a campaign speaks, around its own words, as its writer does', async () => {
  const blocks = [
    { kind: 'text', markdown: 'Dear reader' },
    { kind: 'series', series_id: series?.id },
  ]
  const answer = await server.request('POST', '/api/studio/campaigns/preview', {
    ...{ cookies, headers: { 'accept-language': 'de' } },
    body: { subject: 'Nights', preview: '', blocks, audience: {}, counts_clicks: false },
  })
  const { html, text } = answer.json()
  expect(html).toContain('<html lang="de"')
  for (const part of [html, text])
    for (const words of ['Dear reader', 'Reihe · 1 Teil', 'Reihe öffnen', 'Abbestellen']) expect(part).toContain(words)
})
