import { describe, expect, test } from 'vitest'
import { loadRecaptcha } from './recaptcha.ts'

interface FakeScript {
  src: string
  onload(): void
  onerror(): void
  remove(): void
}

/** A page on which Google's script loads, and offers this, or does not load. */
function pageWith(grecaptcha: unknown, { loads = true } = {}) {
  const scripts: FakeScript[] = []
  const globals: { grecaptcha?: unknown } = {}
  const page = {
    createElement: () => ({ remove: () => void scripts.pop() }),
    head: {
      append: (script: FakeScript) => {
        scripts.push(script)
        if (loads) globals.grecaptcha = grecaptcha
        queueMicrotask(() => (loads ? script.onload() : script.onerror()))
      },
    },
  } as unknown as Pick<Document, 'createElement' | 'head'>
  return { page, globals, scripts, timeoutMs: 20 }
}

const working = {
  ready: (callback: () => void) => callback(),
  execute: async (siteKey: string, { action }: { action: string }) => `${siteKey} ${action}`,
}
const never = () => new Promise<string>(() => {})

test('the script of the site is loaded, and makes a proof for each action', async () => {
  const surroundings = pageWith(working)
  const recaptcha = await loadRecaptcha('site&key', surroundings)
  expect(surroundings.scripts.map(({ src }) => src)).toEqual([
    'https://www.google.com/recaptcha/api.js?render=site%26key',
  ])
  expect(await recaptcha.proofFor('login')).toBe('site&key login')
  expect(await recaptcha.proofFor('register')).toBe('site&key register')
})

describe('when something blocks it, that is known in time', () => {
  test.each([
    ['the script does not load', working, { loads: false }],
    ['the script is an empty one', undefined, {}],
    ['the script is one that does nothing', {}, {}],
    ['the script waits for what is blocked', { ...working, ready: () => {} }, {}],
  ])('%s', async (_name, grecaptcha, options) => {
    await expect(loadRecaptcha('key', pageWith(grecaptcha, options))).rejects.toThrow()
  })

  test.each([
    ['the proof never comes', never],
    ['the proof is refused', () => Promise.reject(new Error('Invalid site key'))],
  ])('%s', async (_name, execute) => {
    const recaptcha = await loadRecaptcha('key', pageWith({ ...working, execute }))
    await expect(recaptcha.proofFor('login')).rejects.toThrow()
  })
})

test('a script that did not load leaves nothing behind, so that it can be tried again', async () => {
  const surroundings = pageWith(working, { loads: false })
  await loadRecaptcha('key', surroundings).catch(() => {})
  expect(surroundings.scripts).toEqual([])
})
