/** Boosted decision trees, each whole to the same depth. */
export interface Trees {
  depth: number
  /** Log odds before any tree. */
  bias: number
  /** Of each inner node, tree by tree, level by level: which feature, and above which value the way goes right. */
  features: readonly number[]
  thresholds: readonly number[]
  /** Log odds that each leaf adds, tree by tree, from left to right. */
  leaves: readonly number[]
}

/** The log odds that the trees give for `values`. */
export function logOddsOf({ depth, bias, features, thresholds, leaves }: Trees, values: ArrayLike<number>): number {
  const inner = 2 ** depth - 1
  let sum = bias
  for (let node = 0, leaf = 0; node < features.length; node += inner, leaf += inner + 1) {
    let at = 0
    for (let level = 0; level < depth; level++) {
      const isAbove = (values[features[node + at] ?? 0] ?? 0) > (thresholds[node + at] ?? 0)
      at = 2 * at + (isAbove ? 2 : 1)
    }
    sum += leaves[leaf + at - inner] ?? 0
  }
  return sum
}
