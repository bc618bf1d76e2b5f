import type { Model } from '../../src/phases/classify/classifier.ts'

/** Where a line of numbers is broken. */
const WIDTH = 118

/** The model as the source file that the detector imports. */
export function modelSource({ version, fittedOn, trees }: Model): string {
  return `// Made by \`npm run breath -- train CORPUS_FOLDER\`; do not edit.
// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: a threshold near a constant of mathematics is none
import type { Model } from './classifier.ts'

// biome-ignore format: a table
export const MODEL: Model = {
  version: ${version},
  fittedOn: '${fittedOn}',
  trees: {
    depth: ${trees.depth},
    bias: ${trees.bias},
    features: [
${wrapped(trees.features)}
    ],
    thresholds: [
${wrapped(trees.thresholds)}
    ],
    leaves: [
${wrapped(trees.leaves)}
    ],
  },
}
`
}

function wrapped(values: readonly number[]): string {
  const lines: string[] = ['     ']
  for (const value of values) {
    if ((lines.at(-1) ?? '').length + String(value).length + 2 > WIDTH) lines.push('     ')
    lines[lines.length - 1] += ` ${value},`
  }
  return lines.join('\n')
}
