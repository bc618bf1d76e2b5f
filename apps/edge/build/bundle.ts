import { transformAsync } from '@babel/core'
import { build, transform } from 'esbuild'
import { withRegExpLiterals } from './regexp-literals.ts'

interface Source {
  /** Absolute path of the module that is bundled with all that it imports. */
  entry: string
  /** Constants of the source, by their names. */
  constants?: Record<string, unknown>
}

/** Node's dialect for functions of Lambda: one CommonJS file that needs nothing beside it. */
export async function bundleForLambda({ entry, constants = {} }: Source): Promise<string> {
  return firstOutput(
    await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      minify: true,
      legalComments: 'none',
      define: definitionsOf(constants),
    }),
  )
}

/**
 * The dialect of njs that CloudFront Functions (runtime 2.0) and Debian's nginx have in common: ECMAScript 5.1 with some of
 * what came later. Arrays alone may be spread and iterated. Modules of the engine stay imports; `handler` is a function of the
 * file for CloudFront, what the source exports the members of its default export for nginx.
 */
export async function bundleForNjs({ entry, constants = {} }: Source, engine: 'cloudfront' | 'nginx'): Promise<string> {
  const bundled = firstOutput(
    await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: ENGINE_MODULES,
      alias: { 'node:crypto': 'crypto', 'node:fs': 'fs' },
      target: 'es2017',
      // Babel writes it in fewer words.
      supported: { ...KNOWN, 'object-rest-spread': true },
      define: definitionsOf(constants),
    }),
  )
  const lowered = await transformAsync(bundled, {
    configFile: false,
    babelrc: false,
    assumptions: {
      iterableIsArray: true,
      ignoreFunctionLength: true,
      setSpreadProperties: true,
      objectRestNoSymbols: true,
      pureGetters: true,
      noDocumentAll: true,
    },
    plugins: LOWERED,
  })
  // What awaits gave would be moved to where it is used, were it no variable of the function.
  const kept = lowered?.code?.replace(/\b(?:const|let) (\w+) = await /g, 'var $1 = await ') ?? ''
  const source = engine === 'nginx' ? withRegExpLiterals(kept) : kept
  const { code } = await transform(source, { minify: true, target: 'es2017', format: 'esm', supported: KNOWN })
  refuseNestedAwaits(code)
  return importsFirst(engine === 'nginx' ? withDefaultExport(code) : withoutExport(code))
}

/** What the engines know although it is younger. */
const KNOWN = { 'regexp-named-capture-groups': true, 'regexp-lookbehind-assertions': true }

/** What the engines bring. */
const ENGINE_MODULES = ['cloudfront', 'crypto', 'fs', 'querystring', 'xml', 'zlib']

const LOWERED = [
  '@babel/plugin-transform-destructuring',
  '@babel/plugin-transform-for-of',
  '@babel/plugin-transform-object-rest-spread',
  '@babel/plugin-transform-parameters',
  '@babel/plugin-transform-spread',
]

/** CloudFront says that it does not take awaits among arguments; Debian's njs crashes. */
function refuseNestedAwaits(code: string): void {
  const [nested] = /.{0,40}(?<![=;{}]|return )\bawait\b.{0,20}/s.exec(code) ?? []
  if (nested !== undefined)
    throw new Error(`An await has to stand by itself, or what it gives in a constant: ${nested}`)
}

/** Engines read imports in the first lines. */
function importsFirst(code: string): string {
  const imports = /import \w+ from"\w+";/g
  return `${(code.match(imports) ?? []).join('')}${code.replace(imports, '')}`
}

/** CloudFront knows no exports: it calls the function `handler` of the file. */
function withoutExport(code: string): string {
  const exported = /export\{(\w+) as handler\};?\s*$/
  const [, name] = exported.exec(code) ?? []
  if (name === undefined) throw new Error('What is bundled for CloudFront exports `handler`, and nothing else')
  return code.replace(exported, `async function handler(e){return await ${name}(e)}`)
}

/** njs in nginx knows one export: an object of functions. */
function withDefaultExport(code: string): string {
  return code.replace(/export\{([^}]*)\};?\s*$/, (_, names: string) => {
    const members = names.split(',').map((name) => name.split(' as ').reverse().join(':'))
    return `export default{${members.join(',')}};`
  })
}

function definitionsOf(constants: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]))
}

function firstOutput({ outputFiles: [file] }: { outputFiles: { text: string }[] }): string {
  if (file === undefined) throw new Error('esbuild wrote nothing')
  return file.text
}
