import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { edgeSettings } from '@better-and-bliss/settings'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseConfig } from '../config.ts'
import { environmentSchema } from './environment.ts'

const text = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8')
const example = parseEnv(text)
/** Read by `npm start` alone. */
const OF_STANDALONE = ['DEMO_CATALOGUE', 'LOG_MAX_MEGABYTES', 'LOG_KEEP_FILES']
const edge = z.object(edgeSettings)
const REQUIRED = {
  DATABASE_URL: 'postgresql://localhost/bliss',
  JWT_SECRET_KEY: 'j'.repeat(32),
  STREAMING_SECRET_KEY: 's'.repeat(32),
}

describe('.env.example', () => {
  test('names every variable that is read, each once, and no other', () => {
    const names = [...text.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name = '']) => name)
    expect(names.toSorted()).toEqual(
      [...Object.keys({ ...environmentSchema.shape, ...edgeSettings }), ...OF_STANDALONE].toSorted(),
    )
  })

  test('copied as it is, it changes nothing: every value is the default', () => {
    expect(parseConfig({ ...example, ...REQUIRED })).toEqual(parseConfig(REQUIRED))
    expect(edge.parse(example)).toEqual(edge.parse({}))
    for (const name of [...OF_STANDALONE, ...Object.keys(edgeSettings)]) delete example[name]
    const set = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ''))
    expect(environmentSchema.parse({ ...set, ...REQUIRED })).toEqual(environmentSchema.parse(REQUIRED))
  })

  test('shows the value of every default that there is', () => {
    for (const [name, value] of Object.entries(environmentSchema.parse(REQUIRED))) {
      if (!(name in REQUIRED)) expect(example[name], name).toBe(`${value as string | number | boolean}`)
    }
  })

  test('explains each variable in the line above it, and holds no secret or placeholder', () => {
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      if (/^[A-Z0-9_]+=/.test(line)) expect(lines[index - 1], line).toMatch(/^# .+/)
    }
    for (const [name, value] of Object.entries(example)) {
      if (/SECRET|KEY|PASSWORD|DATABASE_URL/.test(name)) expect(value, name).toBe('')
    }
  })
})
