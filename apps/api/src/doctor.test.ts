import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { cognitoCounterpart } from './testing/cognito/counterpart.ts'
import { CLIENT_SECRET } from './testing/cognito/pool.ts'

const PROGRAM = fileURLToPath(new URL('doctor.ts', import.meta.url))

function doctor(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    )
  })
}

it('tells by its exit code whether a pool fits, in words what does not, and never a secret', async () => {
  await using counterpart = await cognitoCounterpart({ nowMs: () => Date.now() })
  const { environment: env } = counterpart
  const healthy = await doctor(['cognito'], env)
  expect(healthy).toEqual({ code: 0, output: expect.stringContaining('The pool fits') })
  Object.assign(counterpart.description.pool, { MfaConfiguration: 'ON', AutoVerifiedAttributes: [] })
  const ill = await doctor(['cognito'], env)
  expect(ill).toEqual({ code: 1, output: expect.stringContaining('2 things are wrong') })
  expect(ill.output).toContain('nobody can sign in.\n  Set MfaConfiguration to OFF.')
  for (const { output } of [healthy, ill]) {
    expect(output).not.toContain(CLIENT_SECRET)
    expect(output).not.toContain('aws0secret0of0tests')
  }
})

it('says what it needs', async () => {
  expect(await doctor([])).toEqual({ code: 1, output: expect.stringContaining('npm run doctor -- cognito') })
  expect(await doctor(['cognito'])).toEqual({
    code: 1,
    output: expect.stringContaining('COGNITO_USER_POOL_ID is missing'),
  })
})
