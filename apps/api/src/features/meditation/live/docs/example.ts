/** One line of a session: who says it, and what. Frames are told in words. */
export interface Line {
  from: 'client' | 'server'
  says: object | string
}

const SESSION = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const STREAM = '0b8f5c2e-93a4-4d6f-8f2b-5a1c7d3e9b60'

const phase = (seq: number, id: number, state: 'start' | 'end', event_type: string, rest: object) => ({
  type: 'phase',
  seq,
  id,
  state,
  event_type,
  ...rest,
})

/**
 * The beginning and the end of a session. A test holds this conversation for real: what the client says here is said,
 * and what the server says here comes, in this order (others come in between).
 */
export const EXAMPLE: Line[] = [
  {
    from: 'client',
    says: { type: 'hello', v: 1, session_id: SESSION, format: 'pcm_s16le', rate: 16_000, frame_ms: 100 },
  },
  {
    from: 'server',
    says: {
      type: 'ready',
      v: 1,
      stream: STREAM,
      resume_token: STREAM,
      resume_seconds: 60,
      resumed: false,
      accepted_sample: 0,
      base_ms: 0,
      max_frame_bytes: 16_012,
      calibration: null,
    },
  },
  { from: 'client', says: 'frames of 100 ms: samples 0, 1600, 3200, …' },
  {
    from: 'server',
    says: phase(3, 2, 'start', 'inhaling', {
      t_ms: 2_980,
      duration_ms: 176,
      volume_rms: 0.0121,
      spectral_centroid: 2_803.2,
      confidence_score: 0.71,
      breath_number: 1,
      is_consistent: null,
      deviation_from_target: null,
      provisional: true,
    }),
  },
  { from: 'server', says: { type: 'ack', accepted_sample: 47_520, seq: 3 } },
  {
    from: 'server',
    says: phase(5, 3, 'end', 'exhaling', {
      t_ms: 4_710,
      duration_ms: 1_980,
      volume_rms: 0.0312,
      spectral_centroid: 812.5,
      confidence_score: 0.91,
      breath_number: 1,
      is_consistent: null,
      deviation_from_target: null,
      provisional: false,
    }),
  },
  {
    from: 'server',
    says: {
      type: 'metrics',
      total_breaths: 1,
      breaths_per_minute: null,
      avg_breath_duration: null,
      breath_consistency_score: null,
      inhale_exhale_ratio: 0.75,
      quality_score: 0.9,
    },
  },
  { from: 'client', says: { type: 'bye' } },
  {
    from: 'server',
    says: {
      type: 'bye',
      metrics: {
        total_breaths: 4,
        breaths_per_minute: 12.7,
        avg_breath_duration: 4.7,
        breath_consistency_score: 0.8,
        inhale_exhale_ratio: 0.75,
        quality_score: 0.9,
      },
      profile: null,
    },
  },
]
