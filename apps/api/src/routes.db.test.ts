import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ROLES } from './access/member.ts'
import { isPermitted } from './access/permissions.ts'
import { signUpAs } from './testing/members.ts'
import { secondServer, testServer } from './testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const { operations } = server.contract
const admin = await signUpAs(server, 'free', 'admin')
const cwd = import.meta.dirname
const tests = globSync('features/**/*.db.test.ts', { cwd }).map((path) => withHelpers(`${cwd}/${path}`))
/** Statuses that a test in http/ walks over all routes, or provokes for each of them. */
const WALKED = { always: [413, 415, 429, 500, 503], whenChanging: [400, 403] }
/** Whoever asks has chosen the id, or it is a year: none is unknown. */
const WITH_IDS_OF_CLIENTS = ['putTimerPreset', 'deleteTimerPreset', 'deleteRoutine', 'getPractisedYear']

describe.each(operations)(
  '$method $path',
  ({ method, path, operationId, parameters, bodyFields, statuses, security, foreignOrigins, answers }) => {
    const title = `${method} ${path}`.replace(/[{}.]/g, '\\$&')
    const own = tests.filter((text) => new RegExp(`describe\\(['"\`]${title}['"\`:]`).test(text)).join('\n')
    const changing = method !== 'GET'

    test('has tests of its own, with each documented status in the name of one', () => {
      expect(own, `no describe('${method} ${path}') in features/`).not.toBe('')
      const walked = [...WALKED.always, ...(changing ? WALKED.whenChanging : [])]
      // Alone, or in a list of them.
      const named = (status: number) => new RegExp(`['"\`](?:[^'"\`\\n]*[ ;,])?${status}[:,; '"\`]`).test(own)
      expect(statuses.filter((status) => !walked.includes(status) && !named(status))).toEqual([])
    })

    test('documents every status that its kind can answer', () => {
      const query = parameters.filter((parameter) => parameter.in === 'query').length > 0
      const expected = [
        ...(security === 'member' ? [401, 403] : []),
        ...(changing ? [400, ...(foreignOrigins ? [] : [403]), 413, 415] : []),
        ...(bodyFields ? [422] : []),
        ...(path.includes('{') ? [400] : []),
        ...(path.includes('{') && !WITH_IDS_OF_CLIENTS.includes(operationId) ? [404] : []),
        ...(query ? [path.includes('validate') ? 403 : 422] : []),
      ]
      expect(expected.filter((status) => !statuses.includes(status))).toEqual([])
      expect(statuses.filter((status) => status < 400)).toHaveLength(1)
      expect(operationId).toMatch(/^[a-z]+[A-Za-z]*$/)
    })

    test('describes each of its answers', () => {
      expect(new Set(answers.keys())).toEqual(new Set(statuses))
      for (const [status, schemas] of answers) {
        expect([...schemas.keys()]).toEqual(mediaTypesOf(operationId, status))
      }
    })
  },
)

/** A file of tests, with the tests that what stands in `testing/` beside it brings. */
function withHelpers(path: string): string {
  const text = readFileSync(path, 'utf8')
  const helpers = [...text.matchAll(/from '(\.\/testing\/[\w-]+\.ts)'/g)].map(([, name = '']) =>
    join(dirname(path), name),
  )
  return [text, ...helpers.map((helper) => readFileSync(helper, 'utf8'))].join('\n')
}

/** Whether its answer goes on for as long as whoever asked listens: what tests ask of it has to be a refusal. */
function isEndless(operationId: string): boolean {
  return operationId === 'followStudio'
}

function mediaTypesOf(operationId: string, status: number): string[] {
  if (status === 204 || status === 302) return []
  if (status >= 400 && !(operationId === 'getReadiness' && status === 503)) return ['application/problem+json']
  if (['exportViews', 'exportSubscribers', 'exportActs'].includes(operationId)) return ['text/csv']
  if (isEndless(operationId)) return ['text/event-stream']
  if (operationId.startsWith('getContentMedia')) {
    return ['application/vnd.apple.mpegurl', 'video/mp2t', 'text/vtt', 'image/jpeg', 'image/png']
  }
  if (operationId === 'downloadExport') return ['application/zip']
  const isInTwoFormats = ['exportSessions', 'exportForHealth'].includes(operationId)
  return isInTwoFormats ? ['application/json', 'text/csv'] : ['application/json']
}

describe('an id that is lost on its way', () => {
  const withId = operations.filter(({ path }) => path.includes('{'))
  const isList = ({ method, path }: (typeof operations)[number]) =>
    operations.some((other) => other.method === method && `${other.path}/{id}` === path)

  test.each(withId.filter((operation) => !isList(operation)))(
    '404: $method $path with an empty one',
    async ({ method, path }) => {
      const url = path.replace(/\{\w+\}/, '')
      expect((await server.request(method, url, { cookies: admin })).statusCode).toBe(404)
    },
  )

  test.each(withId.filter(({ method }) => method !== 'GET'))(
    '404: $method $path without it, whatever becomes of the slashes',
    async ({ method, path }) => {
      const empty = path.replace(/\{\w+\}/, '')
      for (const url of [empty, `${empty}/`, empty.replace(/\/+/g, '/'), empty.replace(/\/+$/, '')]) {
        expect((await server.request(method, url, { cookies: admin })).statusCode, url).toBe(404)
      }
    },
  )
})

const AN_ID = '3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b'

describe('access', () => {
  const ofSecurity = (security: 'member' | 'optional') =>
    operations.filter((operation) => operation.security === security)

  test.each(ofSecurity('member'))(
    '401: $method $path, whatever else is wrong with the request',
    async ({ method, path }) => {
      for (const value of [AN_ID, 'x']) {
        const body = method === 'GET' ? {} : { body: 'x' }
        const response = await server.request(method, path.replace(/\{\w+\}/, value), body)
        expect(response.statusCode).toBe(401)
      }
    },
  )

  test('everything of the studio asks for a permission, of members', () => {
    const studio = operations.filter(({ path }) => path.startsWith('/api/studio/'))
    expect(studio.filter(({ permission, security }) => !permission || security !== 'member')).toEqual([])
  })

  const permitted = operations.filter(({ permission }) => permission !== null)

  test.each(ROLES)('403: a %s at every route whose permission the role lacks, whatever else is wrong', async (role) => {
    const caller = await signUpAs(server, 'premium', role)
    for (const { method, path, permission, operationId } of permitted) {
      const lacks = permission !== null && !isPermitted({ role, tier: 'premium' }, permission)
      if (!lacks && isEndless(operationId)) continue
      const { statusCode, body } = await server.request(method, `${path.replace(/\{\w+\}/, 'x')}`, { cookies: caller })
      expect(statusCode === 403, `${method} ${path}`).toBe(lacks)
      if (lacks) expect(JSON.parse(body).detail).toContain(`lacks the permission ${permission}`)
    }
  })

  test('403: from an address that is not allowed, at every route with a permission beyond those of a tier', async () => {
    const limits = { ADMIN_ALLOWED_IPS: '203.0.113.0/24, 2001:db8::/48', TRUSTED_PROXIES: '10.0.0.1' }
    await using limited = await secondServer(server, limits)
    const codeOf = async ({ method, path }: (typeof operations)[number], from: string, forwarded = '') => {
      const headers = { ...(forwarded && { 'x-forwarded-for': forwarded }) }
      const url = path.replace(/\{\w+\}/, 'x')
      const { statusCode, body } = await limited.request(method, url, { cookies: admin, from, headers })
      return statusCode === 403 && JSON.parse(body).code
    }
    for (const operation of permitted) {
      const title = `${operation.method} ${operation.path}`
      expect(await codeOf(operation, '198.51.100.7'), title).toBe('address_not_allowed')
      if (isEndless(operation.operationId)) continue
      expect(await codeOf(operation, '203.0.113.7'), title).not.toBe('address_not_allowed')
    }
    const [one] = permitted
    if (!one) throw new Error('No route asks for a permission')
    const refused = 'address_not_allowed'
    expect(await codeOf(one, '2001:db8::1')).not.toBe(refused)
    expect(await codeOf(one, '10.0.0.1', '203.0.113.7')).not.toBe(refused)
    expect(await codeOf(one, '10.0.0.1', '203.0.113.7, 198.51.100.7')).toBe(refused)
    expect(await codeOf(one, '198.51.100.7', '203.0.113.7')).toBe(refused)
  })

  const asking = operations.filter(({ stepUp }) => stepUp)

  test('what cannot be undone asks for a proof of who asks', () => {
    expect(asking.map(({ operationId }) => operationId).sort()).toEqual([
      'bulkDeleteContent',
      'deleteCategory',
      'deleteContent',
      'deleteExpert',
      'deleteMember',
      'deletePattern',
      'deleteSeries',
      'exportMember',
      'setMemberRole',
      'signMemberOut',
      'suspendMember',
    ])
    expect(asking.filter(({ permission }) => permission === null)).toEqual([])
  })

  test.each(ofSecurity('optional'))(
    '$method $path: a session that does not count is nobody',
    async ({ method, path, bodyFields }) => {
      const url = `${path.replace(/\{\w+\}/, AN_ID)}?q=x`
      const response = await server.request(method, url, { cookies: 'access_token=x' })
      expect([200, 404, ...(bodyFields ? [422] : [])]).toContain(response.statusCode)
    },
  )
})

test('there is no route outside of the document, but for its own pages, the sockets and preflights', () => {
  const documented = operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`)
  const others = registeredRoutes().filter((route) => !documented.includes(route))
  const sockets = ['GET /api/meditation/ws/breath', 'GET /api/meditation/ws/circle']
  expect(others.filter((route) => !/^GET \/api\/(docs|redoc)/.test(route)).sort()).toEqual([...sockets, 'OPTIONS *'])
})

test('operation ids are unique', () => {
  const ids = operations.map(({ operationId }) => operationId)
  expect(ids).toEqual([...new Set(ids)])
})

/** Every route of the router: its tree, with the paths put together again. */
function registeredRoutes(): string[] {
  const trail: string[] = []
  const lines = server.app.printRoutes({ commonPrefix: false }).trimEnd().split('\n')
  return lines.flatMap((line) => {
    const [, indent = '', segment = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \((.*)\)$/.exec(line) ?? []
    trail.splice(indent.length / 4, Infinity, segment)
    const path = trail.join('')
    return methods.split(', ').flatMap((method) => (method === 'HEAD' ? [] : [`${method} ${path}`]))
  })
}
