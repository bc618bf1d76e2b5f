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
          3049,
          1395,
          1,
        ],
        [
          "exhaling",
          4839,
          1725,
          1,
        ],
        [
          "inhaling",
          7999,
          1005,
          2,
        ],
        [
          "exhaling",
          9319,
          1875,
          2,
        ],
      ],
      "metrics": {
        "avg_breath_duration": null,
        "breath_consistency_score": null,
        "breaths_per_minute": null,
        "inhale_exhale_ratio": 0.67,
        "quality_score": 0.96,
        "total_breaths": 2,
      },
      "truth": [
        {
          "end_ms": 4420,
          "phase": "inhale",
          "start_ms": 3049,
        },
        {
          "end_ms": 6373,
          "phase": "exhale",
          "start_ms": 4831,
        },
        {
          "end_ms": 8995,
          "phase": "inhale",
          "start_ms": 7997,
        },
        {
          "end_ms": 10941,
          "phase": "exhale",
          "start_ms": 9312,
        },
      ],
    }
  `)
})
