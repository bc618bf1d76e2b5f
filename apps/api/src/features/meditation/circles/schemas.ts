import { CIRCLE_LIMITS, PATTERNS, targetSchema } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import type { CircleRow } from './queries.ts'

export const CIRCLE_SOCKET_PATH = '/api/meditation/ws/circle'

/** Breathing as it comes is no pace for several. */
export const CIRCLE_PATTERNS = PATTERNS.filter((pattern) => pattern !== 'none')

export const minutesSchema = z
  .int()
  .min(CIRCLE_LIMITS.minMinutes)
  .max(CIRCLE_LIMITS.maxMinutes)
  .meta({ description: 'How long it is breathed; the last breath is finished', example: 5 })

export const circleParams = z.object({
  id: z.guid().meta({ description: 'Its id', example: '4f0f5b0e-8f0b-4b8e-9d55-0b7b1f0c2a11' }),
})

export const circleSchema = z
  .object({
    id: z.guid().describe('Its id'),
    code: z.string().meta({
      description: 'What lets members in, until the circle is over; case, hyphens and spaces do not matter',
      example: 'K7QM2XWD',
    }),
    is_host: z.boolean().meta({ description: 'Whether the member has opened it', example: true }),
    state: z.enum(['waiting', 'running', 'over']).meta({
      description: '`waiting`: it gathers; `running`: it has a beginning, which may be some seconds ahead',
      example: 'waiting',
    }),
    pattern: z.enum(PATTERNS).meta({ description: 'What is followed', example: 'box' }),
    pattern_name: z
      .string()
      .nullable()
      .meta({ description: "What the studio's pattern is called; null for any other one", example: null }),
    target: targetSchema,
    duration_seconds: z.number().meta({ description: 'Whole breaths', example: 304 }),
    started_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the first inhale begins; null while it gathers', example: null }),
    ends_at: z.iso.datetime().meta({
      description: 'When it is over; while it gathers, when its code expires',
      example: '2026-01-01T09:00:00.000Z',
    }),
    websocket_url: z.string().meta({
      description: 'Where it is followed',
      example: 'wss://api.example.org/api/meditation/ws/circle?circle_id=4f0f5b0e-8f0b-4b8e-9d55-0b7b1f0c2a11',
    }),
  })
  .meta({ id: 'Circle', description: 'People who breathe at one pace' })

type Circle = z.infer<typeof circleSchema>

/** A circle as one of its members is told of it. */
export function toCircle(
  row: CircleRow,
  { userId, nowMs, backendUrl }: { userId: string; nowMs: number; backendUrl: string },
): Circle {
  const isOver = row.ends_at.getTime() <= nowMs
  return {
    id: row.id,
    code: row.code,
    is_host: row.host_id === userId,
    state: isOver ? 'over' : row.started_at ? 'running' : 'waiting',
    pattern: row.pattern,
    pattern_name: row.pattern_name,
    target: targetSchema.parse(row.target),
    duration_seconds: row.duration_ms / 1000,
    started_at: row.started_at?.toISOString() ?? null,
    ends_at: row.ends_at.toISOString(),
    websocket_url: `${backendUrl.replace(/^http/, 'ws')}${CIRCLE_SOCKET_PATH}?circle_id=${row.id}`,
  }
}
