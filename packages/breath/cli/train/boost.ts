import { logOddsOf, type Trees } from '../../src/phases/classify/trees.ts'
import { logistic } from '../../src/statistics.ts'
import { createRandom } from '../../synthesis/index.ts'

/** What is learned from: values of all features, whether it was breath, and how much it counts. */
export interface Example {
  values: ArrayLike<number>
  isBreath: boolean
  weight: number
}

export interface BoostOptions {
  depth: number
  rounds: number
  /** The share of each tree's say that is taken. */
  shrinkage: number
  /** Ridge on the leaves, and the least sum of second derivatives in one: both in effective examples. */
  ridge: number
  leastInLeaf: number
  /** Each tree sees these shares of the features and of the examples, drawn anew: few people shall not be learned by heart. */
  featureShare: number
  exampleShare: number
  /** Features of which more never makes breath likelier: what is known beforehand need not be learned from few people. */
  falling: ReadonlySet<number>
}

const BINS = 48
const SEED = 1
/** What is written down of a number. */
const DECIMALS = 4

/** Values in bins of equal counts, and between which values the bins lie. */
interface Binned {
  bins: Uint8Array[]
  edges: number[][]
}

/**
 * Fits boosted trees by Newton steps on the logistic loss, each on a part of the examples and features (Friedman 2001 and
 * 2002; Chen & Guestrin 2016), the best split of every node over binned values. Deterministic: the same examples in the same order give the same trees.
 */
export function boost(examples: readonly Example[], featureCount: number, options: BoostOptions): Trees {
  const binned = binValues(examples, featureCount)
  const breath = examples.reduce((sum, { isBreath, weight }) => sum + (isBreath ? weight : 0), 0)
  const all = examples.reduce((sum, { weight }) => sum + weight, 0)
  const bias = Number(Math.log((breath + 1e-6) / (all - breath + 1e-6)).toFixed(DECIMALS))
  const logOdds = new Float64Array(examples.length).fill(bias)
  const trees = { features: [] as number[], thresholds: [] as number[], leaves: [] as number[] }
  const random = createRandom(SEED)
  const draw = (share: number) => () => random.uniform() < share
  for (let round = 0; round < options.rounds; round++) {
    const seen = Array.from({ length: featureCount }, (_, feature) => feature).filter(draw(options.featureShare))
    const members = Array.from(examples, (_, index) => index).filter(draw(options.exampleShare))
    growTree({ examples, binned, logOdds, options, trees, seen, members })
  }
  return { depth: options.depth, bias, ...trees }
}

function binValues(examples: readonly Example[], featureCount: number): Binned {
  const edges: number[][] = []
  const bins: Uint8Array[] = []
  for (let feature = 0; feature < featureCount; feature++) {
    const sorted = examples.map(({ values }) => values[feature] ?? 0).sort((a, b) => a - b)
    const cuts = new Set<number>()
    for (let bin = 1; bin < BINS; bin++) {
      const at = Math.floor((bin * sorted.length) / BINS)
      const [below = 0, above = 0] = [sorted[at - 1], sorted[at]]
      if (above > below) cuts.add(Number(((below + above) / 2).toPrecision(4)))
    }
    const ofFeature = [...cuts].sort((a, b) => a - b)
    edges.push(ofFeature)
    bins.push(Uint8Array.from(examples, ({ values }) => binOf(ofFeature, values[feature] ?? 0)))
  }
  return { bins, edges }
}

function binOf(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value > (edges[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** Examples that came the same way, and between which values their leaves lie. */
interface Node {
  members: number[]
  low: number
  high: number
}

interface Split {
  feature: number
  bin: number
  gain: number
  /** Between what the two sides are worth. */
  middle: number
}

interface Round {
  examples: readonly Example[]
  binned: Binned
  logOdds: Float64Array
  options: BoostOptions
  trees: { features: number[]; thresholds: number[]; leaves: number[] }
  /** The features and examples that were drawn. */
  seen: readonly number[]
  members: number[]
}

function growTree({ examples, binned, logOdds, options, trees, seen, members: drawn }: Round): void {
  const gradients = new Float64Array(examples.length)
  const curvatures = new Float64Array(examples.length)
  examples.forEach(({ isBreath, weight }, index) => {
    const chance = logistic(logOdds[index] ?? 0)
    gradients[index] = weight * ((isBreath ? 1 : 0) - chance)
    curvatures[index] = weight * chance * (1 - chance)
  })
  const tree = { features: [] as number[], thresholds: [] as number[], leaves: [] as number[] }
  let nodes: Node[] = [{ members: drawn, low: -Infinity, high: Infinity }]
  for (let level = 0; level < options.depth; level++) {
    nodes = nodes.flatMap((node) => {
      const split = bestSplit(node.members, binned, seen, gradients, curvatures, options)
      tree.features.push(split.feature)
      tree.thresholds.push(binned.edges[split.feature]?.[split.bin] ?? 0)
      return divide(node, split, binned.bins[split.feature], options.falling.has(split.feature))
    })
  }
  for (const { members, low, high } of nodes) {
    const { gradient, curvature } = sumsOf(members, gradients, curvatures)
    const worth = Math.min(high, Math.max(low, gradient / (curvature + options.ridge)))
    const leaf = Number((options.shrinkage * worth).toFixed(DECIMALS))
    tree.leaves.push(leaf)
  }
  trees.features.push(...tree.features)
  trees.thresholds.push(...tree.thresholds)
  trees.leaves.push(...tree.leaves)
  const grown = { depth: options.depth, bias: 0, ...tree }
  examples.forEach(({ values }, index) => {
    logOdds[index] = (logOdds[index] ?? 0) + logOddsOf(grown, values)
  })
}

function divide({ members, low, high }: Node, split: Split, bins: Uint8Array | undefined, isFalling: boolean): Node[] {
  const isRight = (member: number) => (bins?.[member] ?? 0) > split.bin
  const left = { members: members.filter((member) => !isRight(member)), low, high }
  const right = { members: members.filter(isRight), low, high }
  if (isFalling && split.gain > 0) {
    left.low = Math.max(low, split.middle)
    right.high = Math.min(high, split.middle)
  }
  return [left, right]
}

function bestSplit(
  members: readonly number[],
  { bins, edges }: Binned,
  seen: readonly number[],
  gradients: Float64Array,
  curvatures: Float64Array,
  { ridge, leastInLeaf, falling }: BoostOptions,
): Split {
  const best: Split = { feature: 0, bin: 0, gain: 0, middle: 0 }
  const totals = sumsOf(members, gradients, curvatures)
  const score = (gradient: number, curvature: number) => (gradient * gradient) / (curvature + ridge)
  const whole = score(totals.gradient, totals.curvature)
  const gradientOf = new Float64Array(BINS)
  const curvatureOf = new Float64Array(BINS)
  for (const feature of seen) {
    const ofFeature = bins[feature]
    if (!ofFeature) continue
    gradientOf.fill(0)
    curvatureOf.fill(0)
    for (const member of members) {
      const bin = ofFeature[member] ?? 0
      gradientOf[bin] = (gradientOf[bin] ?? 0) + (gradients[member] ?? 0)
      curvatureOf[bin] = (curvatureOf[bin] ?? 0) + (curvatures[member] ?? 0)
    }
    let gradient = 0
    let curvature = 0
    for (let bin = 0; bin < (edges[feature]?.length ?? 0); bin++) {
      gradient += gradientOf[bin] ?? 0
      curvature += curvatureOf[bin] ?? 0
      const rest = totals.curvature - curvature
      if (curvature < leastInLeaf || rest < leastInLeaf) continue
      const left = gradient / (curvature + ridge)
      const right = (totals.gradient - gradient) / (rest + ridge)
      if (falling.has(feature) && left < right) continue
      const gain = score(gradient, curvature) + score(totals.gradient - gradient, rest) - whole
      if (gain > best.gain + 1e-9) Object.assign(best, { feature, bin, gain, middle: (left + right) / 2 })
    }
  }
  return best
}

function sumsOf(members: readonly number[], gradients: Float64Array, curvatures: Float64Array) {
  let gradient = 0
  let curvature = 0
  for (const member of members) {
    gradient += gradients[member] ?? 0
    curvature += curvatures[member] ?? 0
  }
  return { gradient, curvature }
}
