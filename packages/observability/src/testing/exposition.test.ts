import { expect, test } from 'vitest'
import { parseExposition } from './exposition.ts'

const GAUGE = '# HELP a What it is\n# TYPE a gauge\n'
const HISTOGRAM = '# HELP h Seconds\n# TYPE h histogram\n'

test('what Prometheus reads is read', () => {
  const text = `${GAUGE}a{b="c \\"d\\" \\\\",e="f"} 1\na 2.5e-3\n\n${HISTOGRAM}h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 3\nh_sum 4\nh_count 3\n`
  const families = parseExposition(text)
  expect(families.get('a')?.samples).toEqual([
    { name: 'a', labels: { b: 'c \\"d\\" \\\\', e: 'f' }, value: 1 },
    { name: 'a', labels: {}, value: 0.0025 },
  ])
  expect(families.get('h')?.samples).toHaveLength(4)
})

test.each([
  ['no end of line', `${GAUGE}a 1`],
  ['a family twice', `${GAUGE}a 1\n${GAUGE}`],
  ['a sample without a family', 'a 1\n'],
  ['a sample of another family', `${GAUGE}b 1\n`],
  ['a sample twice', `${GAUGE}a{b="c"} 1\na{b="c"} 1\n`],
  ['a label without quotes', `${GAUGE}a{b=c} 1\n`],
  ['a value that is no number', `${GAUGE}a one\n`],
  ['a type that there is not', '# HELP a What\n# TYPE a counters\na 1\n'],
  ['a type without help', '# TYPE a gauge\na 1\n'],
  ['a counter without _total', '# HELP a What\n# TYPE a counter\na 1\n'],
  ['a counter below 0', '# HELP a_total What\n# TYPE a_total counter\na_total -1\n'],
  ['buckets that shrink', `${HISTOGRAM}h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n`],
  ['buckets without the last', `${HISTOGRAM}h_bucket{le="1"} 2\nh_sum 1\nh_count 2\n`],
])('refused: %s', (_, text) => {
  expect(() => parseExposition(text)).toThrow()
})
