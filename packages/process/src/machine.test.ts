import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { machineOf } from './machine.ts'

describe('the variables of a process', () => {
  const source = (connected: boolean, loadEnvFile: () => void) => ({ env: { HOST: 'set' }, connected, loadEnvFile })

  test('are completed from .env, which need not be there', async () => {
    const loaded: unknown[] = []
    const { env } = source(false, () => {})
    const machine = await machineOf({ env, connected: false, loadEnvFile: (path) => void loaded.push(path) })
    expect(machine.variables).toBe(env)
    expect(machine.resolvePath('data')).toBe(resolve('data'))
    expect(loaded).toEqual(['.env'])
    const missing = () => {
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    }
    expect((await machineOf(source(false, missing))).variables).toEqual({ HOST: 'set' })
  })

  test('are not guessed when .env cannot be read', async () => {
    const forbidden = () => {
      throw Object.assign(new Error('permission denied'), { code: 'EACCES' })
    }
    await expect(machineOf(source(false, forbidden))).rejects.toThrow('permission denied')
  })

  test('are what the process that started ours gave it', async () => {
    expect((await machineOf(source(true, () => expect.unreachable()))).variables).toEqual({ HOST: 'set' })
  })
})
