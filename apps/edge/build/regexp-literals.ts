import { runInNewContext } from 'node:vm'
import { type NodePath, transformSync, types } from '@babel/core'

/**
 * Writes regular expressions that modules put together when they start as literals. nginx runs the modules of njs anew for each
 * request, and would compile them anew, too; literals are compiled once.
 */
export function withRegExpLiterals(code: string): string {
  const made: Pick<RegExp, 'source' | 'flags'>[] = []
  const recording = eachRegExp(code, (path, index) => {
    path.replaceWith(types.callExpression(types.identifier('record'), [types.numericLiteral(index), path.node]))
    path.skip()
  })
  const script = recording.replace(/^import .*$/gm, '').replace(/^export \{[^}]*\};?$/gm, '')
  const record = (index: number, regexp: RegExp) => {
    made[index] = regexp
    return regexp
  }
  runInNewContext(script, { record })
  return eachRegExp(code, (path, index) => {
    const { source, flags } = made[index] ?? { source: '', flags: '' }
    path.replaceWith(types.regExpLiteral(source, flags))
  })
}

function eachRegExp(code: string, visit: (path: NodePath<types.NewExpression>, index: number) => void): string {
  let index = 0
  const visitor = {
    NewExpression(path: NodePath<types.NewExpression>) {
      if (!path.get('callee').isIdentifier({ name: 'RegExp' }) || path.getFunctionParent() !== null) return
      visit(path, index)
      index += 1
    },
  }
  return transformSync(code, { configFile: false, babelrc: false, plugins: [() => ({ visitor })] })?.code ?? ''
}
