import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** Fewer guesses than this find a password at the rate of an online attack from many addresses. */
const MIN_GUESSES_LOG10 = 8.5
/** The estimate takes more than linear time; what comes after it can only make a password stronger. */
const MAX_ESTIMATED_LENGTH = 48

/** What people call us is what they think of first when they are here. */
const OUR_NAMES = ['better', 'bliss', 'betterbliss', 'better&bliss', 'betterandbliss']

let loading: Promise<ZxcvbnFactory> | undefined

/**
 * Whether a password is among those that guessers try early: lists of leaked ones, words with digits, rows of keys, what
 * the person is called. The lists (24 MB in memory) are loaded when somebody registers for the first time.
 *
 * @param personal what else the form says, such as a name and an email address.
 */
export async function isEasilyGuessed(password: string, personal: string[]): Promise<boolean> {
  loading ??= load()
  const estimator = await loading
  const head = password.normalize('NFC').slice(0, MAX_ESTIMATED_LENGTH)
  const words = [...OUR_NAMES, ...personal].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  return estimator.check(head, words).guessesLog10 < MIN_GUESSES_LOG10
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs })
}
