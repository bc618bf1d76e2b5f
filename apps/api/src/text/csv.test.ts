import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRow } from './csv.ts'

test.each([
  ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  ['\tx', "'\tx"],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠sum', "'＠sum"],
])('text that a spreadsheet would calculate is text: %j', (text, expected) => {
  expect(csvRow([text])).toBe(`${expected}\r\n`)
})

test('numbers stay numbers, and nothing is empty', () => {
  expect(csvRow([-0.05, 7, true, null, 'plain'])).toBe('-0.05,7,true,,plain\r\n')
})

test('no text breaks out of its field', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(parse(csvRow([one, other]))).toEqual([marked(one), marked(other)])
    }),
  )
})

const marked = (text: string) => (/^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text)

/** One row, as RFC 4180 reads it. */
function parse(row: string): string[] {
  const fields = row.slice(0, -2).match(/"(?:[^"]|"")*"|[^",]+|(?<=,|^)(?=,|$)/g) ?? []
  return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field))
}
