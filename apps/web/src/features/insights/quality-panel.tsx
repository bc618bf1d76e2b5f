import type { ItemInsight } from '@better-and-bliss/sdk'
import { Panel } from '../../ui/panel.tsx'
import styles from './insights.module.css'
import { ERROR_NAMES, percentWords, shareOf } from './words.ts'

type Quality = ItemInsight['quality']

/** How the item played, in the words of who watches. */
export function QualityPanel({ quality, views }: { quality: Quality; views: number }) {
  const { starts, stalls, heights, errors } = quality
  const isKnown = [starts, stalls, heights, errors].some(({ length }) => length > 0)
  return (
    <Panel title="How it plays">
      {isKnown ? (
        <dl className={styles.facts}>
          <div>
            <dt>Starts within</dt>
            <dd>{medianWords(starts)}</dd>
          </div>
          <div>
            <dt>Never stands still</dt>
            <dd>{percentWords(shareOf(countOf(stalls, '0'), sumOf(stalls)))}</dd>
          </div>
          <div>
            <dt>Seen most in</dt>
            <dd>{heightWords(heights)}</dd>
          </div>
          <div>
            <dt>Goes wrong</dt>
            <dd>{errors.length === 0 ? 'never' : errorWords(errors, views)}</dd>
          </div>
        </dl>
      ) : (
        <p className={styles.few}>No player has told so far.</p>
      )}
    </Panel>
  )
}

type Classes = Quality['starts']

/** Half of the starts took no longer. */
function medianWords(starts: Classes): string {
  const whole = sumOf(starts)
  let sum = 0
  const median = starts.find(({ views }) => {
    sum += views
    return sum * 2 >= whole
  })
  return median ? `${Number(median.value) / 1000} s for half of them` : '–'
}

function heightWords(heights: Classes): string {
  const [most] = heights.toSorted((a, b) => b.views - a.views)
  if (!most) return '–'
  return most.value === '0' ? 'sound alone' : `${most.value}p`
}

function errorWords(errors: Classes, views: number): string {
  return errors
    .toSorted((a, b) => b.views - a.views)
    .map(({ value, views: count }) => `${ERROR_NAMES[value] ?? ERROR_NAMES.other}: ${permille(count, views)}`)
    .join(', ')
}

function permille(count: number, views: number): string {
  const share = shareOf(count, views) ?? 0
  return share < 0.01 ? 'under 1 %' : percentWords(share)
}

const countOf = (classes: Classes, wanted: string) => classes.find(({ value }) => value === wanted)?.views ?? 0
const sumOf = (classes: Classes) => classes.reduce((sum, { views }) => sum + views, 0)
