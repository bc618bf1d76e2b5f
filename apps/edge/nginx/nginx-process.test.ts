import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { freePort, isNginxHere } from './testing/nginx-edge.ts'

const ALONE = new URL('./testing/nginx-alone.ts', import.meta.url)

describe.skipIf(!isNginxHere())('nginx beside its process', () => {
  test.each(['the process', 'the master of nginx'])('ends with all of its workers when %s is killed', async (who) => {
    const folder = mkdtempSync(join(tmpdir(), 'nginx-alone-'))
    const port = await freePort()
    writeFileSync(join(folder, 'nginx.conf'), configurationOf(folder, port))
    const alone = fork(ALONE, [folder, String(port)], { execArgv: [], silent: true })
    onTestFinished(() => {
      alone.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    })
    const [{ pid }] = (await once(alone, 'message')) as [{ pid: number }]
    expect(await answers(port)).toBe(true)
    process.kill(who === 'the process' ? Number(alone.pid) : pid, 'SIGKILL')
    await vi.waitFor(async () => expect(await answers(port)).toBe(false), 10_000)
  })
})

function configurationOf(folder: string, port: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/t;`)
  return `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log stderr error; events {}
http { access_log off; ${temporary.join(' ')} server { listen 127.0.0.1:${port}; } }`
}

/** Whether anybody takes connections. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const connected = once(socket, 'connect').then(() => true)
  const refused = once(socket, 'error').then(() => false)
  const answer = await Promise.race([connected, refused]).catch(() => false)
  socket.destroy()
  return answer
}
