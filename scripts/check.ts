// Runs every check that is not a test, all of them even when one fails, and says at the end how many passed.
import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generateSdk } from '@better-and-bliss/sdk/generate'
import { PURE_PACKAGES, undetectedImports, undetectedImpurity } from './planted-violations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (path: string) => `node_modules/${path}`
const CRUISE = [
  bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
  'packages',
  'apps',
  'demo',
  'e2e',
  'bench',
  'scripts',
]

const OPENAPI = 'packages/sdk/openapi.json'
const SECOND_CLIENT = 'node_modules/.cache/second-client'

const LINT = [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings']

const CHECKS: Record<string, () => Promise<Outcome>> = {
  'format and lint': () => node([bin('@biomejs/biome/bin/biome'), 'ci', '.']),
  'type-aware lint': () => node(LINT),
  types: () => node([bin('ts7/bin/tsc'), '-p', 'tsconfig.json']),
  ...Object.fromEntries(
    PURE_PACKAGES.map((name) => [
      `types of ${name}, without those of Node`,
      () => node([bin('ts7/bin/tsc'), '-p', `packages/${name}/tsconfig.json`]),
    ]),
  ),
  'types of the web app': () => node([bin('ts7/bin/tsc'), '-p', 'apps/web/tsconfig.json']),
  'types of the browser tests': () => node([bin('ts7/bin/tsc'), '-p', 'e2e/tsconfig.json']),
  'import rules': () => node(CRUISE),
  'every import rule can fail': async () =>
    nothingLeft(await undetectedImports(async () => (await node(CRUISE)).output)),
  'purity can fail': async () =>
    nothingLeft(await undetectedImpurity(async (files) => (await node([...LINT, ...files])).output)),
  'unused code': () => node([bin('knip/bin/knip.js')]),
  'OpenAPI document': lintOpenApi,
  'a second client, by another generator': compileSecondClient,
}

interface Outcome {
  passed: boolean
  output: string
}

await generateSdk()
let failed = 0
for (const [name, check] of Object.entries(CHECKS)) {
  const { passed, output } = await check()
  console.log(`${passed ? '✓' : '✗'} ${name}`)
  if (passed) continue
  failed += 1
  console.log(output)
}
console.log(`\n${Object.keys(CHECKS).length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/** A check that resolves nothing also finds nothing: each must find what is planted. */
function nothingLeft(undetected: string[]): Outcome {
  return { passed: undetected.length === 0, output: `Not found:\n${undetected.join('\n')}` }
}

/** Redocly passes a document with warnings; we do not. */
async function lintOpenApi(): Promise<Outcome> {
  const args = ['lint', OPENAPI, '--config', 'redocly.yaml', '--format', 'stylish']
  const { passed, output } = await node([bin('@redocly/cli/bin/cli.js'), ...args])
  return { passed: passed && !/ warning /.test(output), output }
}

/** What our own generator forgives another may not. */
async function compileSecondClient(): Promise<Outcome> {
  await mkdir(SECOND_CLIENT, { recursive: true })
  const client = `${SECOND_CLIENT}/client.ts`
  const generated = await node([bin('oazapfts/dist/cli.js'), OPENAPI, client])
  if (!generated.passed) return generated
  const options = '--noEmit --ignoreConfig --strict --skipLibCheck --module esnext --moduleResolution bundler'
  return node([
    bin('ts7/bin/tsc'),
    ...options.split(' '),
    '--target',
    'es2024',
    '--lib',
    'es2024,dom,dom.iterable',
    client,
  ])
}

function node(args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off' } })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('close', (code) => resolve({ passed: code === 0, output }))
  })
}
