import { expect, test } from 'vitest'
import { gauge, gauges } from './families.ts'
import { embeddedLines } from './logged.ts'
import { openMetrics } from './metrics.ts'

const NOW_MS = 1_780_000_000_000

test('what is named goes into a line for each set of labels, as CloudWatch reads it', async () => {
  const metrics = openMetrics({ role: 'worker', version: '1.0.0' })
  metrics.add(() => 3, {
    betterbliss_waiting: gauge('What waits', (value) => value),
    betterbliss_most: gauge('What may wait', (value) => value * 2),
    betterbliss_jobs: gauges('Work by its kind', ['kind'], (value) => [
      [{ kind: 'transcode' }, value],
      [{ kind: 'retention' }, 0],
    ]),
  })
  const names = ['betterbliss_waiting', 'betterbliss_most', 'betterbliss_jobs', 'betterbliss_no_such_thing']
  const lines = embeddedLines(await metrics.samples(names), NOW_MS)
  const line = (labels: Record<string, string>, values: Record<string, number>) => ({
    _aws: {
      Timestamp: NOW_MS,
      CloudWatchMetrics: [
        {
          Namespace: 'BetterAndBliss',
          Dimensions: [Object.keys(labels)],
          Metrics: Object.keys(values).map((name) => ({ Name: name })),
        },
      ],
    },
    ...labels,
    ...values,
  })
  expect(lines.map((text) => JSON.parse(text))).toEqual([
    line({ role: 'worker' }, { betterbliss_waiting: 3, betterbliss_most: 6 }),
    line({ kind: 'transcode', role: 'worker' }, { betterbliss_jobs: 3 }),
    line({ kind: 'retention', role: 'worker' }, { betterbliss_jobs: 0 }),
  ])
})

test('what cannot be read is absent, not 0', async () => {
  const metrics = openMetrics({ role: 'api', version: '1.0.0' })
  metrics.add(() => Promise.reject(new Error('The database does not answer')), {
    betterbliss_jobs: gauges('Work by its kind', ['kind'], () => []),
  })
  expect(await metrics.samples(['betterbliss_jobs'])).toEqual([])
})
