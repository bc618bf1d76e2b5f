import { expect, test } from 'vitest'
import { breathing } from '../synthesis/index.ts'
import { eventsOf, phasesIn } from './testing/listening.ts'

test('a short session sounds and is heard as it was when this was written', () => {
  const { samples, phases } = breathing({ seconds: 16, seed: 42, pattern: 'natural' })
  const { events, detector } = eventsOf(samples)
  const heard = phasesIn(events).map(({ event_type, t_ms, duration_ms, breath_number }) => [
    event_type,
    t_ms,
    duration_ms,
    breath_number,
  ])
  expect({ truth: phases, heard, metrics: detector.metrics() }).toMatchInlineSnapshot(`
    {
      "heard": [
        [
          "inhaling",
          3054,
          1270,
          1,
        ],
        [
          "exhaling",
          4694,
          1360,
          1,
        ],
        [
          "inhaling",
          7504,
          1150,
          2,
        ],
        [
          "exhaling",
          9004,
          1580,
          2,
        ],
      ],
      "metrics": {
        "avg_breath_duration": null,
        "breath_consistency_score": null,
        "breaths_per_minute": null,
        "inhale_exhale_ratio": 0.82,
        "quality_score": 0.95,
        "total_breaths": 2,
      },
      "truth": [
        {
          "end_ms": 4312,
          "phase": "inhale",
          "start_ms": 3045,
        },
        {
          "end_ms": 5973,
          "phase": "exhale",
          "start_ms": 4693,
        },
        {
          "end_ms": 8642,
          "phase": "inhale",
          "start_ms": 7494,
        },
        {
          "end_ms": 10500,
          "phase": "exhale",
          "start_ms": 8999,
        },
      ],
    }
  `)
})
