import fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlOfMarkdown, TOO_DEEP, textOfMarkdown } from './markdown.ts'

test.each([
  ['By the **sea**, *far* away', '<p>By the <strong>sea</strong>, <em>far</em> away</p>'],
  ['One\ntwo\n\nthree', '<p>One<br>two</p>\n<p>three</p>'],
  ['# Before', '<h3>Before</h3>'],
  ['[us](/browse?q=a&b)', '<p><a href="/browse?q=a&#38;b" rel="nofollow ugc noopener">us</a></p>'],
  [
    '<https://example.org/>',
    '<p><a href="https://example.org/" rel="nofollow ugc noopener">https://example.org/</a></p>',
  ],
  ['![a picture](https://example.org/spy.png)', '<p>a picture</p>'],
])('%j is %s', (markdown, html) => {
  expect(htmlOfMarkdown(markdown)).toBe(html)
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&colon;alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//evil.example)',
  '[x](/\\evil.example)',
  '![x](x"onerror="alert(1))',
  '[x](https://a.example/"onmouseover="alert(1))',
  '```"><script>\nalert(1)\n```',
  '<a href="x" onclick="alert(1)">x</a>',
])('%s does nothing in a page', (markdown) => {
  const html = htmlOfMarkdown(markdown)
  const tags = html.match(/<[^>]*>/g) ?? []
  expect(
    tags.filter(
      (tag) => !/^<(\/?(p|pre|code|a)|br|a href="(https:|\/[^/\\])[^"]*" rel="nofollow ugc noopener")>$/.test(tag),
    ),
  ).toEqual([])
  expect(html).not.toMatch(/href="(?!https:|\/[^/\\])/)
})

test('the text of it has no marks, and one without marks is what it was', () => {
  expect(
    textOfMarkdown('# Before\n\nBy the **sea**:\n\n- [one](https://example.org)\n- two\n\n> three  \n> four'),
  ).toBe('Before\n\nBy the sea:\n\n– one\n– two\n\nthree\nfour')
  const plain = 'Ten minutes to arrive: breathe in (4 s), hold, and let go – twice.'
  expect(textOfMarkdown(plain)).toBe(plain)
})

test('whatever is typed becomes tags that we know, and no others', () => {
  const known =
    /^<\/?(p|br|hr|strong|em|del|code|pre|ul|ol( start="\d+")?|li|blockquote|h[3-6]|a( href="[^"<>]*" rel="nofollow ugc noopener")?|table|thead|tbody|tr|t[hd]( align="(left|right|center)")?)>$/
  const pieces = [
    '<',
    '>',
    '"',
    "'",
    '&',
    '*',
    '_',
    '`',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '\n',
    ' ',
    '|',
    '-',
    'a',
    'javascript:',
    'script',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (typed) => {
      const text = typed.join('')
      fc.pre(!TOO_DEEP.test(text))
      for (const tag of htmlOfMarkdown(text).match(/<[^>]*>/g) ?? []) expect(tag).toMatch(known)
    }),
  )
})
