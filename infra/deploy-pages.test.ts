import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs/deploy')
const pages = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

describe.each(pages)('docs/deploy/$name', ({ name, text }) => {
  test('leads only to what is there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path = '', heading]) => ({
      path,
      heading,
    }))
    for (const { path, heading } of links) {
      const file = path === '' ? join(folder, name) : join(folder, path)
      expect(existsSync(file), path).toBe(true)
      if (heading !== undefined) expect(headingsOf(file), `${path}#${heading}`).toContain(heading)
    }
  })

  test('names only commands that there are', () => {
    const own = z.looseObject({ scripts: z.record(z.string(), z.string()) })
    const scripts = [root, import.meta.dirname].flatMap((of) =>
      Object.keys(own.parse(JSON.parse(readFileSync(join(of, 'package.json'), 'utf8'))).scripts),
    )
    for (const [, command = ''] of text.matchAll(/npm run (?:--\S+ )?([\w:-]+)/g)) expect(scripts).toContain(command)
    for (const [, path = ''] of text.matchAll(/node (apps\/[\w./-]+)/g))
      expect(existsSync(join(root, path)), path).toBe(true)
  })
})

test.runIf(existsSync('/usr/sbin/nginx'))('nginx takes the servers of existing-nginx.md', () => {
  const { text = '' } = pages.find(({ name }) => name === 'existing-nginx.md') ?? {}
  const blocks = [...text.matchAll(/```nginx\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  expect(blocks).toHaveLength(1)
  // Certificates are somebody's own.
  const servers = blocks
    .join('\n')
    .replaceAll(/listen 443 ssl;/g, 'listen 127.0.0.1:8443;')
    .replaceAll(/^.*ssl_certificate.*$/gm, '')
  const at = mkdtempSync(join(tmpdir(), 'nginx-'))
  try {
    const paths = `pid ${at}/pid; error_log stderr;`
    writeFileSync(
      join(at, 'nginx.conf'),
      `${paths} events {} http { access_log off; client_body_temp_path ${at}; proxy_temp_path ${at}; ${servers} }`,
    )
    const { status, stderr } = spawnSync('/usr/sbin/nginx', ['-t', '-q', '-p', at, '-c', join(at, 'nginx.conf')], {
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  } finally {
    rmSync(at, { recursive: true })
  }
})

/** As GitHub names them in addresses. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}
