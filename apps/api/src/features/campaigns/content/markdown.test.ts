import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlinesAsHtml } from '../../../mail/letters/inlines.ts'
import { TOO_DEEP } from '../../../text/markdown.ts'
import { blocksOfMarkdown } from './markdown.ts'

const read = (markdown: string) => blocksOfMarkdown(markdown, 'https://app.example.org')
const html = (markdown: string) =>
  read(markdown).map((block) =>
    'inlines' in block
      ? inlinesAsHtml(block.inlines, '').text.replaceAll(' class="link"', '').replaceAll(' style=""', '')
      : block.kind,
  )

test.each([
  ['a **b _c_** *d*', 'a <strong>b <em>c</em></strong> <em>d</em>'],
  ['a\nb  \nc', 'a b<br>c'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['\\*a\\*', '*a*'],
  ['[**x**](/browse)', '<a href="https://app.example.org/browse"><strong>x</strong></a>'],
  ['See https://e.org/a?b=1&c=2.', 'See <a href="https://e.org/a?b=1&amp;c=2">https://e.org/a?b=1&amp;c=2</a>.'],
  ['![p](https://e.org/p.png)', '<a href="https://e.org/p.png">p</a>'],
  ['[x](javascript:alert)', '[x](javascript:alert)'],
  ['<b onclick="x">', '&lt;b onclick=&quot;x&quot;&gt;'],
  ['[a](mailto:ada@example.com)', '<a href="mailto:ada@example.com">a</a>'],
  ['ada@example.com', '<a href="mailto:ada@example.com">ada@example.com</a>'],
  ['[![p](/p.png)](/browse)', '<a href="https://app.example.org/browse">p</a>'],
  ['`a` ~~b~~ <i>c</i>', '`a` ~~b~~ &lt;i&gt;c&lt;/i&gt;'],
])('%j', (markdown, expected) => {
  expect(html(markdown)).toEqual([expected])
})

test('blocks: headings, lists with their numbers, quotes, rules', () => {
  expect(read('# One\ntext\n\n- a\n  b\n- c\n\n3. d\n4. e\n> f\n> g\n\n---\nh')).toMatchObject([
    { kind: 'heading', inlines: [{ text: 'One' }] },
    { kind: 'rich', inlines: [{ text: 'text' }] },
    { kind: 'list', start: null, items: [[{ text: 'a b' }], [{ text: 'c' }]] },
    { kind: 'list', start: 3, items: [[{ text: 'd' }], [{ text: 'e' }]] },
    { kind: 'quote', inlines: [{ text: 'f g' }] },
    { kind: 'rule' },
    { kind: 'rich', inlines: [{ text: 'h' }] },
  ])
})

test('what stands in a list or a quote becomes lines of it', () => {
  const line_break = { kind: 'line_break' }
  expect(read('- a\n  1. b\n\n  c\n- [x] d\n\n> e\n>\n> - f')).toMatchObject([
    {
      kind: 'list',
      items: [
        [{ text: 'a' }, line_break, { text: '1. ' }, { text: 'b' }, line_break, { text: 'c' }],
        [{ text: '☑ ' }, { text: 'd' }],
      ],
    },
    { kind: 'quote', inlines: [{ text: 'e' }, line_break, { text: '– ' }, { text: 'f' }] },
  ])
})

test.each(['>', '> ', '1. ', '* - ', '> - '])('%j over and over is refused, and read as deep as it is not', (mark) => {
  expect(TOO_DEEP.test(mark.repeat(25))).toBe(true)
  expect(TOO_DEEP.test('---\n- - - - -\n> > > a\n1. a\n')).toBe(false)
  expect(read(`${mark.repeat(12)}a`)).toHaveLength(1)
})

test('nothing that is typed becomes HTML of its own, or leads where no mail may lead', () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '_',
    '[',
    '](',
    ')',
    '<b>',
    'javascript:',
    'https://e.org',
    '"',
    '\n',
    '- ',
    '> ',
    'a',
    '\\',
    '`',
    '&lt;',
    '    ',
    '![',
    '[a]: ',
    '|-|',
    'www.e.org',
    'a@e.org',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const said of html(pieces.join(''))) {
        const tags = said.match(/<[^>]*>/g) ?? []
        for (const tag of tags) expect(tag).toMatch(/^<(\/?(strong|em|a)|br|a href="(https?:\/\/|mailto:)[^"]*")>$/)
      }
    }),
  )
})
