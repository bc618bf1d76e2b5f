import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8')

test("docs/doctor.md speaks of every line of the specification's production checklist, in its order", () => {
  const [, checklist = ''] = read('specification.md').split('### Production Checklist')
  const lines = [...checklist.matchAll(/^- \[ \] \*\*(.+?)\*\*/gm)].map(([, line = '']) => line)
  expect(lines).toHaveLength(15)
  const [, table = ''] = read('doctor.md').split('## The production checklist')
  const [rows = ''] = table.split('\n## ')
  const told = [...rows.matchAll(/^\| (?!line |---)(.+?) \|/gm)].map(([, line = '']) => line)
  expect(told).toEqual(lines)
})
