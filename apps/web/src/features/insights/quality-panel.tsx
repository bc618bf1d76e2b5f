import type { ItemInsight } from '@better-and-bliss/sdk'
import { Panel } from '../../ui/panel.tsx'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { ERROR_NAMES, percentWords, shareOf } from './words.ts'

type Quality = ItemInsight['quality']

/** How the item played, in the words of who watches. */
export function QualityPanel({ quality, views }: { quality: Quality; views: number }) {
  const { starts, stalls, heights, errors } = quality
  const isKnown = [starts, stalls, heights, errors].some(({ length }) => length > 0)
  return (
    <Panel title={t('howItPlays')}>
      {isKnown ? (
        <dl className={styles.facts}>
          <div>
            <dt>{t('startsWithin')}</dt>
            <dd>{medianWords(starts)}</dd>
          </div>
          <div>
            <dt>{t('neverStands')}</dt>
            <dd>{percentWords(shareOf(countOf(stalls, '0'), sumOf(stalls)))}</dd>
          </div>
          <div>
            <dt>{t('seenMostIn')}</dt>
            <dd>{heightWords(heights)}</dd>
          </div>
          <div>
            <dt>{t('goesWrong')}</dt>
            <dd>{errors.length === 0 ? t('never') : errorWords(errors, views)}</dd>
          </div>
        </dl>
      ) : (
        <p className={styles.few}>{t('noPlayer')}</p>
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
  return median ? t('startsFor', { seconds: Number(median.value) / 1000 }) : '–'
}

function heightWords(heights: Classes): string {
  const [most] = heights.toSorted((a, b) => b.views - a.views)
  if (!most) return '–'
  return most.value === '0' ? t('soundAlone') : `${most.value}p`
}

function errorWords(errors: Classes, views: number): string {
  return errors
    .toSorted((a, b) => b.views - a.views)
    .map(({ value, views: count }) =>
      t('errorShare', { name: ERROR_NAMES[value] ?? t('somethingElse'), share: permille(count, views) }),
    )
    .join(', ')
}

function permille(count: number, views: number): string {
  const share = shareOf(count, views) ?? 0
  return share < 0.01 ? t('under1') : percentWords(share)
}

const countOf = (classes: Classes, wanted: string) => classes.find(({ value }) => value === wanted)?.views ?? 0
const sumOf = (classes: Classes) => classes.reduce((sum, { views }) => sum + views, 0)
