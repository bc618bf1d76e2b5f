import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'

function start(entry: 'server' | 'task', what: string) {
  const child = fork(new URL(`./fixtures/${entry}.ts`, import.meta.url), [what], { execArgv: [], silent: true })
  const [output, complaints] = [child.stdout, child.stderr].map((stream) => text(stream ?? Readable.from([])))
  const ended = async () => ({ code: (await exited)[0], output: await output, complaints: await complaints })
  const exited = once(child, 'exit')
  return { child, ended }
}

describe('a role', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'says when it is ready, and on %s closes what it opened in reverse order',
    async (signal) => {
      const { child, ended } = start('server', '')
      expect((await once(child, 'message'))[0]).toEqual({ type: 'ready' })
      child.kill(signal)
      expect(await ended()).toEqual({ code: 0, output: 'closed second\nclosed first\n', complaints: '' })
    },
  )

  test('ends with the process that started it', async () => {
    const { child, ended } = start('server', '')
    await once(child, 'message')
    child.disconnect()
    expect(await ended()).toMatchObject({ code: 0, output: 'closed second\nclosed first\n' })
  })

  test('that is asked to stop while it starts closes what it has, without a complaint', async () => {
    const { child, ended } = start('server', 'slow')
    expect((await once(child, 'message'))[0]).toEqual({ type: 'starting' })
    child.kill('SIGTERM')
    expect(await ended()).toEqual({ code: 0, output: 'closed second\nclosed first\n', complaints: '' })
  })

  test('that does not close in time ends all the same, and its exit code says so', async () => {
    const { child, ended } = start('server', 'deaf')
    await once(child, 'message')
    child.kill('SIGTERM')
    expect((await ended()).code).toBe(1)
  })

  test.each([
    ['settings', /^The settings do not work:\n {2}- API_PORT: must be a port\n$/],
    ['port', /^Port 8000 is taken \(API\)\. Stop what uses it, or choose another: API_PORT=…\n$/],
    ['known', /^The API could not start: The database lets nobody in\.\n$/],
    ['fault', /^The API could not start: Error: odd\n {4}at /],
  ])('that cannot start (%s) says why, closes what it opened and ends with 1', async (what, expected) => {
    const { code, output, complaints } = await start('server', what).ended()
    expect(complaints).toMatch(expected)
    expect({ code, output }).toEqual({ code: 1, output: 'closed second\nclosed first\n' })
  })
})

describe('a task', () => {
  test.each([0, 1])('ends with its own exit code, %i', async (code) => {
    expect(await start('task', String(code)).ended()).toEqual({ code, output: 'closed\n', complaints: '' })
  })

  test('that is asked to stop tidies up first', async () => {
    const { child, ended } = start('task', 'wait')
    await once(child, 'message')
    child.kill('SIGTERM')
    expect(await ended()).toEqual({ code: 0, output: 'tidied\nclosed\n', complaints: '' })
  })
})
