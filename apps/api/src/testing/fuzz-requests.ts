import fc from 'fast-check'
import type { Operation, Parameter } from './contract.ts'

/** What requests are made with that get as far as they can. */
interface Known {
  /** A published item. */
  item: string
  /** The Cookie header of a member. */
  member: string
}

/** Requests that are more or less like what the document describes. */
export function fuzzRequest({ method, path, parameters, bodyFields }: Operation, known: Known) {
  return fc.record({
    url: urlOf(path, parameters, known),
    body: method === 'GET' ? fc.constant(undefined) : bodyOf(bodyFields ?? [], textOf(known)),
    headers: headersOf(ENDING.includes(path) ? null : known.member),
  })
}

/** Many where there is much to get wrong; passwords that get as far as being hashed cost time. */
export function fuzzRuns({ parameters, bodyFields }: Operation): number {
  if (bodyFields?.includes('password')) return 50
  return bodyFields || parameters.length > 0 ? 150 : 10
}

function textOf({ item }: Known): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NASTY, item, item.toUpperCase()) },
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }).map((value) => value.toWellFormed()),
    fc.string().map((value) => `${value}\0`),
    fc.integer().map(String),
    fc.uuid(),
  )
}

const NASTY = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u202e\ufeff\u200d',
  '💥👩🏽‍🚀',
  '\ufffe\uffff',
  'e\u0301'.repeat(60),
  "' or '1'='1",
  "'; drop table users; --",
  '%',
  '%00',
  '%_\\',
  ':* & !',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  '<script>alert(1)</script>',
  '\r\nSet-Cookie: a=b',
  'https://example.org/\0',
  '9'.repeat(400),
  '-1',
  '0',
  '1e309',
  'NaN',
  '2147483648',
  'true',
  'null',
  'x'.repeat(5000),
]
const RIGHT: Record<string, string> = {
  email: 'ada@example.com',
  password: 'SecurePass123!',
  full_name: 'Ada',
  display_name: 'Ada',
  avatar_url: 'https://example.org/a.jpg',
}

/** What ends a session when it is asked rightly. */
const ENDING = ['/auth/logout', '/auth/refresh', '/auth/account']

/** Mostly queries that are right but for one parameter. */
function urlOf(path: string, parameters: Parameter[], known: Known): fc.Arbitrary<string> {
  const text = textOf(known)
  const named = parameters.filter((parameter) => parameter.in === 'query')
  const others =
    named.length > 0 ? fc.oneof(...named.map((parameter) => pairOf(parameter, known))) : fc.tuple(text, text)
  const pairs = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(others) },
    { weight: 1, arbitrary: fc.array(fc.oneof(others, fc.tuple(text, text)), { maxLength: 6 }) },
  )
  return fc.tuple(text, pairs, fc.constantFrom('', '', '', '/', '?', '%', '#')).map(([value, query, end]) => {
    const filled = path.replace(/\{\w+\}/, encodeURIComponent(value))
    const search = query.map(([name, given]) => `${encodeURIComponent(name)}=${encodeURIComponent(given)}`).join('&')
    return search ? `${filled}?${search}${end}` : filled
  })
}

function pairOf({ name, schema }: Parameter, known: Known): fc.Arbitrary<[string, string]> {
  const likely = [...(schema.enum ?? []), ...(schema.example ? [schema.example] : []), '1', '20', known.item]
  const value = fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...likely) }, { weight: 4, arbitrary: textOf(known) })
  return fc.tuple(fc.constant(name), value)
}

/** Mostly bodies that are right but for one field. */
function bodyOf(fields: string[], text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const right = Object.fromEntries(fields.flatMap((field) => (RIGHT[field] ? [[field, RIGHT[field]]] : [])))
  const wrong = fc.tuple(
    fc.constantFrom(...fields, 'other'),
    fc.oneof({ weight: 4, arbitrary: text }, fc.jsonValue({ maxDepth: 3 })),
  )
  return fc.oneof(
    { weight: 6, arbitrary: wrong.map(([field, value]) => JSON.stringify({ ...right, [field]: value })) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: text },
  )
}

/** Mostly headers that let the rest of the request be looked at. */
function headersOf(member: string | null): fc.Arbitrary<Record<string, string>> {
  const header = (name: string, usual: string | null, ...others: string[]) =>
    fc
      .oneof({ weight: 9, arbitrary: fc.constant(usual) }, fc.constantFrom(...others))
      .map((value) => (value === null ? [] : [[name, value] as const]))
  return fc
    .tuple(
      header('cookie', member, 'access_token=x; refresh_token=y', 'a=b;;=;access_token'),
      header('content-type', 'application/json', 'text/plain', 'json', ''),
      header('authorization', null, 'Bearer', 'Bearer ', 'Bearer a.b.c', 'Basic eA=='),
      header('origin', 'http://localhost:5173', 'null', 'https://evil.example', ''),
      header('content-encoding', null, 'gzip', 'x'),
      header('x-request-id', null, '', 'x'.repeat(200), '<script>', 'a b'),
      fc.string({ maxLength: 300 }).map((agent) => [['user-agent', agent] as const]),
    )
    .map((headers) => Object.fromEntries(headers.flat()))
}
