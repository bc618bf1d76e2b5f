import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ARTEFACTS, type Artefact } from './artefacts.ts'
import { buildArtefact } from './build-artefact.ts'

const root = await mkdtemp(join(tmpdir(), 'edge-build-'))
afterAll(() => rm(root, { recursive: true }))

const SECRET = 'a secret of at least thirty-two characters, one'
const named = (name: string) => ARTEFACTS.find((artefact) => artefact.name === name) as Artefact
const FUNCTION = named('cloudfront-viewer-request')
const LAMBDA = named('lambda-viewer-request')

async function build(artefact: Artefact, variables: Record<string, string> = {}) {
  const folder = join(root, artefact.name)
  const machine = { variables, resolvePath: (path: string) => resolve('/here', path) }
  const built = await buildArtefact(artefact, { machine, folder })
  return { ...built, folder, files: await readdir(folder).catch(() => []) }
}

describe('an artefact', () => {
  test('without keys says so, with its size and its limit', async () => {
    const { line, problem, folder } = await build(FUNCTION)
    const code = await readFile(join(folder, 'function.js'), 'utf8')
    expect(line).toBe(`${FUNCTION.name}: ${join(folder, 'function.js')}, ${code.length} bytes of 10240, no secrets`)
    expect(problem).toBe(false)
  })

  test('with keys is called a secret, and is for its owner alone', async () => {
    const variables = { STREAMING_SECRET_KEY: SECRET, BACKEND_URL: 'https://api.example' }
    const { line, folder } = await build(LAMBDA, variables)
    expect(line).toMatch(/bytes of 1048576, SECRET: keys are built in$/)
    expect((await stat(join(folder, 'function.zip'))).mode & 0o077).toBe(0)
    const again = await readFile(join(folder, 'function.zip'))
    await build(LAMBDA, variables)
    expect((await readFile(join(folder, 'function.zip'))).equals(again), 'the same source makes the same zip').toBe(
      true,
    )
  })

  test.each([
    [{}, /left out\. .*STREAMING_SECRET_KEY is required/s],
    [{ STREAMING_SECRET_KEY: SECRET }, /left out\. .*BACKEND_URL is missing/s],
  ])('whose settings are not set (%j) is left out, with the one that was there before', async (variables, words) => {
    const { line, problem, files } = await build(LAMBDA, variables)
    expect(line).toMatch(words)
    expect({ problem, files }).toEqual({ problem: false, files: [] })
  })

  test('that is too large is a problem, and not there to be uploaded', async () => {
    const { line, problem, files } = await build({ ...FUNCTION, limitBytes: 100 })
    expect(line).toMatch(/ bytes of 100, no secrets: TOO LARGE, removed$/)
    expect({ problem, files }).toEqual({ problem: true, files: [] })
  })
})
