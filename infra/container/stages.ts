import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { IgnoreStrategy } from 'aws-cdk-lib'
import { type Copy, DockerfileParser, type From, type Instruction } from 'dockerfile-ast'

interface Carried {
  /** Of the repository: what Docker would be sent. */
  root: string
  /** Becomes the parent of a folder for each stage. */
  into: string
  /** Whether a RUN is carried out. */
  runs: (command: string) => boolean
  say: (line: string) => void
}

/** `node` of the image. */
export const NODE_USER = 1000

/** What stages come to: folders that stand for their file systems, by name. */
export type Stages = Map<string, string>

/**
 * Carries out FROM, WORKDIR, COPY and RUN of the Dockerfile in folders, as far as no other root is needed for that: a path that
 * begins with a slash is one in the folder of its stage. What `.dockerignore` leaves out is left out here.
 */
export function carryOut({ root, into, runs, say }: Carried): Stages {
  const stages: Stages = new Map()
  const context = contextOf(root)
  let here = ''
  let workdir = '/'
  const inside = (path: string) => (path.startsWith('/') ? join(here, path) : join(here, workdir, path))
  for (const instruction of DockerfileParser.parse(readFileSync(join(root, 'Dockerfile'), 'utf8')).getInstructions()) {
    switch (instruction.getKeyword()) {
      case 'FROM': {
        const from = instruction as From
        const base = stages.get(from.getImage() ?? '')
        const name = from.getBuildStage() ?? ''
        here = join(into, name)
        mkdirSync(here)
        if (base) spawn('cp', ['--archive', `${base}/.`, here], here)
        else workdir = '/'
        stages.set(name, here)
        break
      }
      case 'WORKDIR':
        workdir = textOf(instruction)
        mkdirSync(inside('.'), { recursive: true })
        break
      case 'COPY': {
        const copy = instruction as Copy
        const flags = new Map(copy.getFlags().map((flag) => [flag.getName(), flag.getValue() ?? '']))
        const paths = copy.getArguments().map((argument) => argument.getValue())
        const [target = '', sources] = [paths.at(-1), paths.slice(0, -1)]
        const stage = stages.get(flags.get('from') ?? '')
        for (const source of sources) {
          if (stage) copyAll(join(stage, source), inside(target))
          else context.copy(source, inside(target), target.endsWith('/') || sources.length > 1)
        }
        if (flags.has('chown')) spawn('chown', ['--recursive', `${NODE_USER}:${NODE_USER}`, inside(target)], here)
        break
      }
      case 'RUN': {
        const command = textOf(instruction).replaceAll(/\\\s*\n/g, ' ')
        if (!runs(command)) break
        say(`${basename(here)}: ${command.replaceAll(/\s+/g, ' ')}`)
        spawn('sh', ['-c', command], inside('.'))
        break
      }
    }
  }
  return stages
}

/** What Docker would be sent of the repository. */
function contextOf(root: string) {
  const patterns = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n')
  const ignored = IgnoreStrategy.docker(
    root,
    patterns.filter((line) => line !== '' && !line.startsWith('#')),
  )
  const filter = (path: string) =>
    path === root || !ignored.ignores(path) || (statSync(path).isDirectory() && !ignored.completelyIgnores(path))
  return {
    copy(source: string, target: string, intoFolder: boolean): void {
      const from = join(root, source)
      if (source !== '.' && ignored.ignores(from))
        throw new Error(`.dockerignore leaves out ${relative(root, from)}, which is copied`)
      cpSync(from, intoFolder ? join(target, basename(from)) : target, { recursive: true, filter })
    },
  }
}

/** The content of a folder, or a file. */
function copyAll(source: string, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(source)) spawn('cp', ['--archive', join(source, name), target], target)
}

function textOf(instruction: Instruction): string {
  return instruction.getRawArgumentsContent() ?? ''
}

function spawn(command: string, args: string[], cwd: string): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}`)
}
