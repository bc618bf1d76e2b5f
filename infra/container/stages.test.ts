import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { carryOut, NODE_USER } from './stages.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stages-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const FILES = {
  'a.txt': 'a',
  'secret.env': 'x',
  'src/main.ts': 'main',
  'src/main.test.ts': 'test',
  'big/left.txt': '',
  'big/package.json': '{}',
}
const IGNORED = ['# a comment', '*.env', '**/*.test.ts', 'big/*', '!big/package.json'].join('\n')

function carry(dockerfile: string): { stages: Map<string, string>; said: string[] } {
  const root = join(folder, 'root')
  for (const [name, text] of Object.entries({
    ...FILES,
    Dockerfile: dockerfile,
    '.dockerignore': `${IGNORED}\nDockerfile\n.dockerignore`,
  })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  const into = join(folder, 'into')
  mkdirSync(into)
  const said: string[] = []
  return {
    stages: carryOut({ root, into, runs: (command) => !command.startsWith('apt'), say: (line) => said.push(line) }),
    said,
  }
}

const filesIn = (path = '') =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(path, name)).isFile())
    .sort((one, other) => (one < other ? -1 : 1))

test('a stage has what is copied into it, and nothing that .dockerignore leaves out', () => {
  const { stages } = carry('FROM scratch AS one\nWORKDIR /app\nCOPY . .\nFROM one AS two\nCOPY a.txt b/\n')
  const all = ['a.txt', 'big/package.json', 'src/main.ts']
  expect(filesIn(join(stages.get('one') ?? '', 'app'))).toEqual(all)
  expect(filesIn(join(stages.get('two') ?? '', 'app'))).toEqual(['a.txt', 'b/a.txt', ...all.slice(1)])
})

test.runIf(process.getuid?.() === 0)('what is run in one is copied to another, for whom it is said to be', () => {
  const { stages, said } = carry(
    'FROM scratch AS build\nWORKDIR /app\nRUN apt-get nothing\nRUN mkdir out \\\n && echo made > out/it\nFROM scratch AS end\nWORKDIR /end\nCOPY --from=build --chown=node:node /app/out out\n',
  )
  const made = join(stages.get('end') ?? '', 'end/out/it')
  expect(readFileSync(made, 'utf8')).toBe('made\n')
  expect(statSync(made).uid).toBe(NODE_USER)
  expect(said).toEqual(['build: mkdir out && echo made > out/it'])
})

test('a file that is left out and copied all the same is an error, as in Docker', () => {
  expect(() => carry('FROM scratch AS one\nCOPY secret.env .\n')).toThrow('.dockerignore leaves out secret.env')
})
