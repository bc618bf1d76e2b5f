import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  readApiSettings,
  readEdgeSettings,
  readOutboxSettings,
  readStandaloneSettings,
  readStudioSettings,
  readWebSettings,
  readWorkerSettings,
} from './roles.ts'
import { machineWith, REQUIRED } from './testing/machine.ts'
import { isSecret, variables } from './variables.ts'

const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
const example = parseEnv(text)

describe('.env.example', () => {
  test('names every variable of the house, each once, and no other', () => {
    const names = [...text.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name = '']) => name)
    expect(names.toSorted()).toEqual(Object.keys(variables).sort())
  })

  test('copied as it is, it changes nothing for any role', () => {
    const readers = [
      readApiSettings,
      readStudioSettings,
      readWorkerSettings,
      readEdgeSettings,
      readWebSettings,
      readOutboxSettings,
    ]
    for (const read of [...readers, readStandaloneSettings])
      expect(read(machineWith({ ...example, ...REQUIRED }))).toEqual(read(machineWith(REQUIRED)))
  })

  test('shows the value of every default that there is', () => {
    for (const [name, schema] of Object.entries(variables)) {
      const value = schema.parse(undefined)
      expect(example[name], name).toBe(value === undefined ? '' : `${value as string | number | boolean}`)
    }
  })

  test('explains each variable in the line above it, and holds no secret or placeholder', () => {
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      if (/^[A-Z0-9_]+=/.test(line)) expect(lines[index - 1], line).toMatch(/^# .+/)
    }
    for (const [name, value] of Object.entries(example)) {
      if (isSecret(name)) expect(value, name).toBe('')
    }
  })
})
