/** One line of figures. */
export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

/** All samples of one name, with what is said of them. */
export interface ParsedFamily {
  type: string
  help: string
  samples: Sample[]
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped']

/**
 * Reads Prometheus' text format 0.0.4 as strictly as `promtool check metrics` does.
 *
 * @throws Error for what a Prometheus would refuse, or misread.
 */
export function parseExposition(text: string): Map<string, ParsedFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line has no end')
  const families = new Map<string, ParsedFamily>()
  const series = new Set<string>()
  let name = ''
  for (const line of text.split('\n')) {
    const [, keyword, family = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (keyword === 'HELP') {
      if (families.has(family)) throw new Error(`${family} comes twice`)
      families.set(family, { type: '', help: rest, samples: [] })
      name = family
    } else if (keyword === 'TYPE') {
      const known = families.get(family)
      if (family !== name || !known || known.type !== '' || !TYPES.includes(rest))
        throw new Error(`Out of place: ${line}`)
      known.type = rest
    } else if (line !== '') {
      const sample = parseSample(line)
      const known = families.get(name)
      if (!known || familyOf(sample.name, known.type, name) !== name) throw new Error(`${line} belongs to no family`)
      const key = `${sample.name} ${keyOf(sample.labels)}`
      if (series.has(key)) throw new Error(`${line} comes twice`)
      series.add(key)
      known.samples.push(sample)
    }
  }
  for (const [of, family] of families) check(of, family)
  return families
}

function parseSample(line: string): Sample {
  const [, name = '', labels = '', number = ''] = SAMPLE.exec(line) ?? []
  if (name === '') throw new Error(`Not a sample: ${line}`)
  const isNothing = /^nan$/i.test(number)
  const value = /^\+inf$/i.test(number) ? Number.POSITIVE_INFINITY : Number(number)
  if (Number.isNaN(value) && !isNothing) throw new Error(`Not a number: ${line}`)
  const parsed: Record<string, string> = {}
  LABEL.lastIndex = 0
  while (LABEL.lastIndex < labels.length) {
    const [, label = '', text = ''] = LABEL.exec(labels) ?? []
    if (label === '' || label in parsed) throw new Error(`Not labels: ${line}`)
    parsed[label] = text
  }
  return { name, labels: parsed, value }
}

function familyOf(sample: string, type: string, family: string): string {
  if (type !== 'histogram' && type !== 'summary') return sample
  const endings = type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['', '_sum', '_count']
  return endings.some((ending) => sample === family + ending) ? family : ''
}

function check(name: string, { type, help, samples }: ParsedFamily): void {
  if (type === '' || help === '') throw new Error(`${name} has no type, or no help`)
  if (type === 'counter') {
    if (!name.endsWith('_total')) throw new Error(`${name} is a counter, and does not end in _total`)
    if (samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} counts less than nothing`)
  }
  if (type === 'histogram') checkBuckets(name, samples)
}

function keyOf(labels: Record<string, string>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => a.localeCompare(b)))
}

function checkBuckets(name: string, samples: Sample[]): void {
  const counts = samples.filter((sample) => sample.name === `${name}_count`)
  for (const { labels, value: count } of counts) {
    const own = keyOf(labels)
    const buckets = samples.filter(({ name: of, labels: { le, ...others } }) => {
      return of === `${name}_bucket` && le !== undefined && keyOf(others) === own
    })
    const values = buckets.map(({ value }) => value)
    const isCumulative = values.every((value, index) => value >= (values[index - 1] ?? 0))
    const last = buckets.at(-1)
    if (!isCumulative || last?.labels.le !== '+Inf' || last.value !== count)
      throw new Error(`${name} has buckets that do not fit`)
  }
}
