import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rewritePlaylist } from './index.ts'

const QUERY = 'e=1&h=2'
const BASE = 'https://edge.example/hls/content/720p.m3u8'
const rewrite = (text: string, maxHeight = 1080, query = QUERY) => rewritePlaylist(text, { query, maxHeight })

const uriLike = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.stringMatching(/^[\\/.:?#&=%a-e\t{}$@[\] -]{0,12}$/),
  fc.stringMatching(/^(?:[\\/\t ]{0,3}|https?:)[\\/]{0,3}evil\.example\/[a-e?#&=.]{0,8}$/),
)
const noise = fc.array(
  fc.oneof(
    uriLike,
    uriLike.map((uri) => `#EXT-X-MAP:URI="${uri}"`),
    fc.stringMatching(/^#EXT-X-STREAM-INF:[A-Z=,"x0-9 ]{0,30}$/),
    fc.constantFrom('#EXT-X-STREAM-INF:RESOLUTION=1920x1080', '#EXTINF:6,', '# comment', '', '#EXT-X-ENDLIST'),
  ),
)
const playlist = fc.tuple(noise, fc.constantFrom('\n', '\r\n')).map(([lines, eol]) => lines.join(eol))

describe('a rewritten playlist', () => {
  test('never carries the token to another host', () => {
    fc.assert(
      fc.property(uriLike, (uri) => {
        const rewritten = rewrite(uri)
        if (rewritten === uri) return
        for (const line of rewritten.split(/[\r\n]+/).filter((text) => text.includes(QUERY))) {
          expect(new URL(line, BASE).origin).toBe('https://edge.example')
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('says the same as before, but for the queries', () => {
    fc.assert(
      fc.property(playlist, (text) => {
        const unchanged = rewrite(text, 1080, '')
        expect(rewrite(text).replaceAll(QUERY, '')).toBe(unchanged)
        expect(rewrite(text).split('\n').length).toBe(text.split('\n').length)
      }),
    )
  })

  test('keeps its lines in order when variants are left out', () => {
    fc.assert(
      fc.property(playlist, (text) => {
        const all = rewrite(text).split('\n')
        let from = 0
        for (const line of rewrite(text, 480).replace(/\n$/, '').split('\n')) {
          if (line === '') continue
          from = all.indexOf(line, from) + 1
          expect(from).toBeGreaterThan(0)
        }
      }),
    )
  })

  test('can be rewritten for the next token', () => {
    fc.assert(
      fc.property(playlist, (text) => {
        expect(rewrite(rewrite(text), 1080, 'sid=3')).toBe(rewrite(text, 1080, 'sid=3'))
      }),
    )
  })
})

describe('the cost grows with the length only', () => {
  test('a title of three hours: every one of 1,800 segments gets the token', () => {
    const segments = Array.from(
      { length: 1800 },
      (_, i) => `#EXTINF:6.000000,\n720p/segment${String(i).padStart(4, '0')}.ts\n`,
    )
    const rewritten = rewrite(`#EXTM3U\n#EXT-X-TARGETDURATION:6\n${segments.join('')}#EXT-X-ENDLIST\n`)
    expect(rewritten.match(/\.ts\?e=1&h=2\n/g)).toHaveLength(1800)
  })

  test.each([
    ['capital letters', `#EXT-X-${'A'.repeat(1_000_000)}`],
    ['quotes', `#EXT-X-A:${'A="'.repeat(300_000)}`],
    ['commas', `#EXT-X-A:${', '.repeat(500_000)}`],
    ['blanks', ' '.repeat(1_000_000)],
    ['blanks before a letter', `a${' '.repeat(1_000_000)}b`],
    ['question marks', '?'.repeat(1_000_000)],
    ['line breaks', '\r\n'.repeat(300_000)],
  ])('a megabyte of %s is no trap', { timeout: 2000 }, (_, text) => {
    expect(rewrite(text).length).toBeGreaterThanOrEqual(text.length)
  })
})
