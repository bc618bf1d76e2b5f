import type { ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type BREAKDOWNS, captchaVerifierContract, type Made } from '../../ports/captcha-verifier.contract-test.ts'
import { type Siteverify, startSiteverify } from '../../testing/siteverify.ts'
import { testClock } from '../../testing/test-clock.ts'
import { recaptchaVerifier } from './captcha-verifier.ts'

const SECRET = 'recaptcha secret of tests'
const HOST = 'studio.example.org'

const ANSWERS: Record<Exclude<(typeof BREAKDOWNS)[number], 'gone'>, (response: ServerResponse) => void> = {
  hangs: () => {},
  fails: (response) => void response.writeHead(503).end('{"success": true}'),
  'page of HTML': (response) => void response.end('<!doctype html><title>Sorry</title>'),
  'half an answer': (response) => void response.end('{"success": tr'),
  'other fields': (response) => void response.end('{"success": true}'),
  'other types': (response) => void response.end(JSON.stringify({ success: 'true', score: '0.9' })),
}

async function open() {
  const google = await startSiteverify(SECRET)
  onTestFinished(() => google[Symbol.asyncDispose]())
  return { google, ...verifierOn(google) }
}

function verifierOn({ url }: Pick<Siteverify, 'url'>, settings: { secretKey?: string; timeoutMs?: number } = {}) {
  const clock = testClock()
  const said: string[] = []
  const say = (fields: object, words: string) => void said.push(`${words} ${JSON.stringify(fields)}`)
  const log = { info: say, warn: say, error: say }
  const parts = { siteKey: 'site', secretKey: SECRET, minScore: 0.5, hostname: HOST, clock, log, url, ...settings }
  const make = (google: Siteverify, { action, host, score, ageSeconds }: Made) => {
    const challenge_ts = new Date(clock.nowMs() - ageSeconds * 1000).toISOString()
    return google.issue({ action, hostname: host, score, challenge_ts })
  }
  return { verifier: recaptchaVerifier(parts), said, make }
}

captchaVerifierContract('reCAPTCHA v3', async () => {
  const { google, verifier: patient, make } = await open()
  const { verifier: hasty } = verifierOn(google, { timeoutMs: 100 })
  const { verifier: lost } = verifierOn({ url: 'http://127.0.0.1:1/' })
  let current = patient
  return {
    verifier: { siteKey: 'site', verify: (proof) => current.verify(proof) },
    host: HOST,
    minScore: 0.5,
    make: async (made) => make(google, made),
    breakDown: async (how) => {
      if (how === 'gone') current = lost
      else google.answer = ANSWERS[how]
      if (how === 'hangs') current = hasty
    },
    mend: async () => {
      current = patient
      google.answer = undefined
    },
  }
})

test('what Google is told is the secret and the token, and nothing of the member', async () => {
  const { google, verifier, make } = await open()
  const token = make(google, { action: 'login', host: HOST, score: 0.9, ageSeconds: 0 })
  await verifier.verify({ token, action: 'login' })
  expect(google.asked.map((form) => Object.fromEntries(form))).toEqual([{ secret: SECRET, response: token }])
})

test('a secret that Google does not know refuses nobody: it is our fault, and the log says so', async () => {
  const { google } = await open()
  const { verifier, said } = verifierOn(google, { secretKey: 'another' })
  expect(await verifier.verify({ token: 'any', action: 'login' })).toEqual({ result: 'unavailable' })
  expect(said).toEqual([expect.stringContaining('check RECAPTCHA_SECRET_KEY')])
})

test('why a proof was refused stands in the log, and neither token nor secret does', async () => {
  const { google, verifier, said, make } = await open()
  const token = make(google, { action: 'login', host: HOST, score: 0.2, ageSeconds: 0 })
  await verifier.verify({ token, action: 'login' })
  await verifier.verify({ token, action: 'login' })
  expect(said).toEqual([
    'A CAPTCHA was refused {"reason":"score 0.2"}',
    'A CAPTCHA was refused {"reason":"timeout-or-duplicate"}',
  ])
})
