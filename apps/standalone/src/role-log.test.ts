import { write } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { logFile } from './log-file.ts'
import { openRoleLogs, warningIn } from './role-log.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

test('everyday lines stay in the file', () => {
  expect(warningIn('{"level":30,"msg":"GET /health"}')).toBeUndefined()
  expect(warningIn('{"msg":"late level","level":30}')).toBeUndefined()
  expect(warningIn('listening')).toBeUndefined()
  expect(warningIn('{ not: json')).toBeUndefined()
})

test('warnings and errors are told in words, with their cause', () => {
  expect(warningIn('{"level":"warn","msg":"The feed is lost"}')).toBe('warning: The feed is lost')
  expect(warningIn('{"level":40,"msg":"ffmpeg is old"}')).toBe('warning: ffmpeg is old')
  expect(warningIn('{"level":50,"msg":"Lost","err":{"message":"ECONNRESET"}}')).toBe('error: Lost: ECONNRESET')
  expect(warningIn('{"level":60,"msg":"Ended"}')).toBe('fatal: Ended')
})

test('the file keeps everything; warnings and whatever comes on standard error are shown as well', async () => {
  await using folder = await temporaryFolder()
  const { logs, lines } = await open(folder.path)
  const info = '{"level":30,"msg":"GET /health"}\n'
  await promisify(write)(logs.api.descriptor, `${info}{"level":40,"msg":"Slo`)
  await promisify(write)(logs.api.descriptor, 'w → query"}\n')
  expect(await lines()).toEqual(['api: warning: Slow → query'])
  logs.edge.keep(Readable.from([Buffer.from('Error: boom\n')]))
  expect(await lines()).toEqual(['edge: Error: boom'])
  expect(await readFile(join(folder.path, 'logs', 'api.log'), 'utf8')).toContain(info)
})

test.runIf(process.platform === 'linux')('what cannot be kept on a full disk is shown, and nothing stops', async () => {
  await using folder = await temporaryFolder()
  await symlink('/dev/full', await logFile(folder.path, 'edge'))
  const { logs, lines } = await open(folder.path)
  logs.edge.keep(Readable.from([Buffer.from('Error: boom\n')]))
  expect(await lines()).toEqual(['edge: Error: boom'])
})

async function open(dataDir: string) {
  let shown = Promise.withResolvers<string[]>()
  const logs = await openRoleLogs(dataDir, (line) => shown.resolve([line]))
  const lines = async () => {
    const result = await shown.promise
    shown = Promise.withResolvers()
    return result
  }
  return { logs, lines }
}
