import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import compile from 'icu-minify/compile'
import { describe, expect, test } from 'vitest'

const SOURCES = join(import.meta.dirname, '../../src')
const MESSAGES = join(SOURCES, 'messages')

/** What the API says in English itself. */
const TRANSLATED_ALONE = ['problems']

type Messages = Record<string, string>

const english = await namespacesOf('en')
const others = readdirSync(MESSAGES).filter((language) => language !== 'en')

describe.each(others)('messages in %s', (language) => {
  test('have the same ids as those in English', async () => {
    const idsOf = (all: Map<string, Messages>) =>
      [...all].flatMap(([name, messages]) => Object.keys(messages).map((id) => `${name}.${id}`)).toSorted()
    const translated = await namespacesOf(language)
    expect(idsOf(translated)).toEqual(idsOf(english))
  })

  test('take the same arguments and tags as those in English', async () => {
    const different: string[] = []
    for (const [name, messages] of await namespacesOf(language))
      for (const [id, message] of Object.entries(messages)) {
        const [theirs, ours] = [namesIn(message), namesIn(english.get(name)?.[id] ?? '')]
        if (theirs.join() !== ours.join()) different.push(`${name}.${id}: ${theirs.join()} instead of ${ours.join()}`)
      }
    expect(different).toEqual([])
  })

  test('are all loaded once: with the language, or with the studio', async () => {
    const loaded: string[] = []
    for (const index of ['index.ts', 'index-studio.ts'])
      loaded.push(...Object.keys(await import(join(MESSAGES, language, index))))
    const written = [...(await namespacesOf(language)).keys(), ...TRANSLATED_ALONE]
    expect(loaded.toSorted()).toEqual(written.toSorted())
  })
})

test('every message is said somewhere', () => {
  const files = sourceFiles()
  const unsaid: string[] = []
  for (const [name, messages] of english) {
    const speakers = filesThatSay(name, files)
    for (const id of Object.keys(messages))
      if (!speakers.some((words) => words.includes(`'${id}'`))) unsaid.push(`${name}.${id}`)
  }
  expect(unsaid).toEqual([])
})

/** The exports of every message file of a language. */
async function namespacesOf(language: string): Promise<Map<string, Messages>> {
  const all = new Map<string, Messages>()
  for (const file of readdirSync(join(MESSAGES, language)).filter((name) => !name.startsWith('index')))
    for (const [name, messages] of Object.entries(await import(join(MESSAGES, language, file))))
      if (!TRANSLATED_ALONE.includes(name)) all.set(name, messages as Messages)
  return all
}

/** What a message takes: the names of its arguments and tags. */
function namesIn(message: string): string[] {
  const names = new Set<string>()
  const walkAll = (parts: unknown): void => {
    if (Array.isArray(parts)) for (const part of parts) walk(part)
  }
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [name, kind, ...rest] = part as [string, ...unknown[]]
    names.add(name)
    // An argument has a kind, and may have branches; a tag has what is in it.
    if (typeof kind === 'number' && kind > 0) for (const branch of Object.values(rest[0] ?? {})) walkAll(branch)
    else walkAll([kind, ...rest])
  }
  walkAll(compile(message))
  return [...names].toSorted()
}

function sourceFiles(): Map<string, string> {
  const names = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  const ours = names.filter((name) => /(?<!\.test)\.tsx?$/.test(name) && !name.startsWith('messages'))
  return new Map(ours.map((name) => [join(SOURCES, name), readFileSync(join(SOURCES, name), 'utf8')]))
}

/** The file that imports the English messages of a namespace, and those that import it. */
function filesThatSay(namespace: string, files: Map<string, string>): string[] {
  const imported = new RegExp(`import \\{ ${namespace}( as \\w+)? \\} from '[^']*messages/en/`)
  const makers = [...files].filter(([, words]) => imported.test(words)).map(([path]) => path)
  return [...files]
    .filter(([path, words]) =>
      makers.some((maker) => path === maker || importsOf(path, words).includes(relative(SOURCES, maker))),
    )
    .map(([, words]) => words)
}

function importsOf(path: string, words: string): string[] {
  return [...words.matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => relative(SOURCES, resolve(dirname(path), to)))
}
