import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { retention } from './groups/retention.ts'
import { readWorkerSettings } from './roles.ts'
import { machineWith, problemsOf, REQUIRED } from './testing/machine.ts'

test('everything that is not kept for good has a time, and each is chosen by a variable of its own', () => {
  const read = (variables: Record<string, string>) =>
    readWorkerSettings(machineWith({ ...REQUIRED, ...variables })).retention
  expect(read({})).toEqual({
    days: { streamSessions: 30, signIns: 30, addresses: 30, mails: 30, uploads: 2, jobs: 30 },
    viewMonths: 13,
  })
  const values = ['4', '9', '6', '5', '3', '7', '11']
  const chosen = read(Object.fromEntries(retention.names.map((name, index) => [name, values[index] ?? ''])))
  expect([...Object.values(chosen.days), chosen.viewMonths].map(String)).toEqual(values)
})

test('a sign-in is known for longer than its tokens live, and an upload goes before the store forgets its parts', () => {
  const change = { SIGN_INS_KEEP_DAYS: '7', UPLOADS_KEEP_DAYS: '8', MAILS_KEEP_DAYS: '0' }
  const problems = problemsOf(readWorkerSettings, { ...REQUIRED, ...change })
  expect(new Set(problems.map((problem) => problem.split(':')[0]))).toEqual(new Set(Object.keys(change)))
})

test('SECURITY.md tells of each', () => {
  const text = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8')
  for (const name of retention.names) expect(text).toContain(`\`${name}\``)
})
