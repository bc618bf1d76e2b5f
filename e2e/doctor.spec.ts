import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const system = inject('system')

test("npm run doctor finds a newcomer's installation fit, its edge refusing what has no token, and says that this is development", async () => {
  const addresses = { BACKEND_URL: system.apiUrl, FRONTEND_URL: system.webUrl, EDGE_URL: system.edgeUrl }
  const env = { ...process.env, ...addresses, DATA_DIR: system.dataDir }
  const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) => {
    const child = execFile('npm', ['run', '--silent', 'doctor'], { cwd: root, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    )
  })
  expect(output).not.toContain('✗')
  expect(output).toContain('It refuses what has no token, and what somebody else signed.')
  expect(output).toContain('It knows our signature.')
  expect(output).toContain('• This is no production')
  expect(output).toMatch(/Workers that run: 1/)
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/It is fit: \d+ fit/) })
})
