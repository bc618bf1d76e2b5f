import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseSettings, rawSettings } from './parse.ts'
import { sharedSettings } from './shared.ts'

describe('the variables of a process', () => {
  const machine = (connected: boolean, loadEnvFile: () => void) => ({ env: { HOST: 'set' }, connected, loadEnvFile })

  test('are completed from .env, which need not be there', () => {
    const loaded: unknown[] = []
    const { env } = machine(false, () => {})
    expect(rawSettings({ env, connected: false, loadEnvFile: (path) => void loaded.push(path) })).toBe(env)
    expect(loaded).toEqual(['.env'])
    const missing = () => {
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    }
    expect(rawSettings(machine(false, missing))).toEqual({ HOST: 'set' })
  })

  test('are not guessed when .env cannot be read', () => {
    const forbidden = () => {
      throw Object.assign(new Error('permission denied'), { code: 'EACCES' })
    }
    expect(() => rawSettings(machine(false, forbidden))).toThrow('permission denied')
  })

  test('are what the process that started ours gave it', () => {
    expect(rawSettings(machine(true, () => expect.unreachable()))).toEqual({ HOST: 'set' })
  })
})

describe('the rules of production', () => {
  const some = z.object({ ENVIRONMENT: sharedSettings.ENVIRONMENT, FRONTEND_URL: sharedSettings.FRONTEND_URL })
  const raw = { ENVIRONMENT: 'production', BACKEND_URL: 'http://api:8000', ENABLE_CAPTCHA: 'true' }

  test('speak of what a role reads, and of nothing else', () => {
    expect(() => parseSettings(some, raw)).toThrow('FRONTEND_URL must be set and begin with https://')
    expect(parseSettings(some, { ...raw, FRONTEND_URL: 'https://a.example' }).FRONTEND_URL).toBe('https://a.example')
  })

  test('leave out what does not concern it', () => {
    expect(parseSettings(some, raw, ['FRONTEND_URL']).ENVIRONMENT).toBe('production')
  })
})
