import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { decodeLevel, FIELD, HOP_MS, RECORD_BYTES } from '../src/features/record.ts'
import type { SessionMetrics } from '../src/protocol/index.ts'
import { type HeardPhase, listen, recordsOf } from './listen.ts'
import { readWav } from './wav.ts'

const ROW_SECONDS = 60
const WIDTH = 1320
const MARGIN = 56
const ROW_HEIGHT = 132
const ROW_STEP = 190
const HEADER_HEIGHT = 150
const RATE_HEIGHT = 150
const PIXELS_PER_SECOND = (WIDTH - 2 * MARGIN) / ROW_SECONDS
/** Above and below what is heard, dB. */
const HEADROOM_DB = 4
const MOST_PER_MINUTE = 40

const COLOURS = { inhaling: '#3f8efc', exhaling: '#f2803a', holding: '#8b95a7', idle: '#c9ced8' }
const NAMES = { inhaling: 'Inhale', exhaling: 'Exhale', holding: 'Hold', idle: 'No breath' }
const INK = '#1f2937'
const FAINT_INK = '#6b7280'

/** Draws the session of a WAV file as a picture, in the current folder unless another place is named. */
export async function report([file = '', out = `${basename(file, '.wav')}.svg`]: string[]): Promise<void> {
  if (!out.endsWith('.svg')) throw new Error(`${out}: the picture is an SVG file; a browser opens it`)
  const samples = await readWav(file)
  const { events, detector } = listen(samples)
  await writeFile(out, draw(basename(file), recordsOf(samples), events, detector.metrics()))
  console.log(`${resolve(out)}: ${detector.metrics().total_breaths} breaths`)
}

function draw(title: string, records: Uint8Array, events: HeardPhase[], metrics: SessionMetrics): string {
  const hops = records.length / RECORD_BYTES
  const seconds = (hops * HOP_MS) / 1000
  const rows = Math.max(1, Math.ceil(seconds / ROW_SECONDS))
  const height = HEADER_HEIGHT + rows * ROW_STEP + RATE_HEIGHT + 60
  const scale = scaleOf(records)
  const body = Array.from({ length: rows }, (_, row) => drawRow(row, records, scale, events, seconds))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
${drawHeader(title, seconds, metrics)}
${body.join('\n')}
${drawRate(HEADER_HEIGHT + rows * ROW_STEP, events, seconds)}
</svg>
`
}

function drawHeader(title: string, seconds: number, metrics: SessionMetrics): string {
  const share = (value: number | null) => (value === null ? '–' : `${Math.round(value * 100)} %`)
  const facts = [
    ['Length', `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`],
    ['Breaths', String(metrics.total_breaths)],
    ['Per minute', metrics.breaths_per_minute?.toFixed(1) ?? '–'],
    ['A breath', metrics.avg_breath_duration === null ? '–' : `${metrics.avg_breath_duration.toFixed(1)} s`],
    ['In : out', metrics.inhale_exhale_ratio?.toFixed(2) ?? '–'],
    ['Consistency', share(metrics.breath_consistency_score)],
    ['Quality', share(metrics.quality_score)],
  ]
  const cells = facts.map(([name = '', value = ''], index) => {
    const x = MARGIN + index * 150
    return text(x, 84, name, 13, FAINT_INK) + text(x, 108, value, 22, INK)
  })
  const legend = (['inhaling', 'exhaling', 'holding', 'idle'] as const).map((type, index) => {
    const x = WIDTH - MARGIN - 430 + index * 112
    return `<rect x="${x}" y="28" width="14" height="14" rx="3" fill="${COLOURS[type]}"/>${text(x + 20, 40, NAMES[type], 13, INK)}`
  })
  return text(MARGIN, 44, escapeXml(title), 24, INK) + cells.join('') + legend.join('')
}

interface Scale {
  lowestDb: number
  highestDb: number
}

function scaleOf(records: Uint8Array): Scale {
  const levels: number[] = []
  for (let at = FIELD.level; at < records.length; at += RECORD_BYTES) levels.push(decodeLevel(records[at] ?? 0))
  levels.sort((a, b) => a - b)
  const quiet = levels[Math.floor(levels.length * 0.05)] ?? -60
  return {
    lowestDb: Math.max(-100, quiet) - HEADROOM_DB,
    highestDb: Math.max(quiet + 10, levels.at(-1) ?? 0) + HEADROOM_DB,
  }
}

function drawRow(row: number, records: Uint8Array, scale: Scale, events: HeardPhase[], seconds: number): string {
  const top = HEADER_HEIGHT + row * ROW_STEP
  const from = row * ROW_SECONDS
  const to = Math.min(seconds, from + ROW_SECONDS)
  const bottom = top + ROW_HEIGHT
  const x = (second: number) => MARGIN + (second - from) * PIXELS_PER_SECOND
  const bands = events.map((event) => {
    const start = Math.max(from, event.t_ms / 1000)
    const end = Math.min(to, (event.t_ms + event.duration_ms) / 1000)
    return end > start ? drawPhase(event, x(start), x(end) - x(start), top, event.t_ms >= from * 1000) : ''
  })
  const ticks = Array.from({ length: Math.floor((to - from) / 5) + 1 }, (_, index) => {
    const second = from + index * 5
    const label = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`
    return `<path d="M${x(second)} ${bottom + 16}v5" stroke="#cbd5e1"/>${text(x(second), bottom + 35, label, 11, FAINT_INK, 'middle')}`
  })
  return `${bands.join('')}${drawEnvelope(records, scale, from, to, bottom)}<path d="M${MARGIN} ${bottom}H${x(to).toFixed(1)}" stroke="#94a3b8"/>${ticks.join('')}`
}

/** The band says what, the bar below how surely. */
function drawPhase(event: HeardPhase, x: number, width: number, top: number, isStart: boolean): string {
  const colour = COLOURS[event.event_type]
  const isSound = event.event_type === 'inhaling' || event.event_type === 'exhaling'
  const opacity = isSound ? 0.3 : event.event_type === 'holding' ? 0.14 : 0.1
  const at = `x="${x.toFixed(1)}" width="${Math.max(1, width - 1).toFixed(1)}"`
  const band = `<rect ${at} y="${top}" height="${ROW_HEIGHT}" rx="4" fill="${colour}" fill-opacity="${opacity}"/>`
  if (!isSound) return band
  const bar = `<rect ${at} y="${top + ROW_HEIGHT + 4}" height="7" rx="3" fill="${colour}" fill-opacity="${event.confidence.toFixed(2)}"/>`
  const label =
    isStart && event.event_type === 'exhaling'
      ? text(x + width / 2, top + 15, String(event.breath_number), 11, FAINT_INK, 'middle')
      : ''
  return band + bar + label
}

function drawEnvelope(records: Uint8Array, scale: Scale, from: number, to: number, bottom: number): string {
  const points: string[] = []
  const first = Math.round((from * 1000) / HOP_MS)
  const last = Math.min(records.length / RECORD_BYTES, Math.round((to * 1000) / HOP_MS))
  for (let hop = first; hop < last; hop += 4) {
    let db = scale.lowestDb
    for (let index = hop; index < Math.min(last, hop + 4); index++) {
      db = Math.max(db, decodeLevel(records[index * RECORD_BYTES + FIELD.level] ?? 0))
    }
    const share = (db - scale.lowestDb) / (scale.highestDb - scale.lowestDb)
    const x = MARGIN + ((hop - first) * HOP_MS * PIXELS_PER_SECOND) / 1000
    points.push(`${x.toFixed(1)} ${(bottom - share * (ROW_HEIGHT - 18)).toFixed(1)}`)
  }
  const end = MARGIN + ((last - first) * HOP_MS * PIXELS_PER_SECOND) / 1000
  return `<path d="M${MARGIN} ${bottom}L${points.join('L')}L${end.toFixed(1)} ${bottom}Z" fill="${INK}" fill-opacity="0.55"/>`
}

/** Breaths a minute, from exhale to exhale. */
function drawRate(top: number, events: HeardPhase[], seconds: number): string {
  const exhales = events.filter((event) => event.event_type === 'exhaling')
  const points = exhales.slice(1).flatMap((event, index) => {
    const cycleMs = event.t_ms - (exhales[index]?.t_ms ?? 0)
    const x = MARGIN + (event.t_ms / 1000 / seconds) * (WIDTH - 2 * MARGIN)
    const perMinute = 60_000 / cycleMs
    return perMinute > MOST_PER_MINUTE || cycleMs > 30_000 ? [] : [{ x, y: rateY(top, perMinute) }]
  })
  const grid = [10, 20, 30].map(
    (rate) =>
      `<path d="M${MARGIN} ${rateY(top, rate)}H${WIDTH - MARGIN}" stroke="#e5e7eb"/>${text(MARGIN - 8, rateY(top, rate) + 4, String(rate), 11, FAINT_INK, 'end')}`,
  )
  const line = points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')
  const dots = points.map(
    ({ x, y }) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3" fill="${COLOURS.exhaling}"/>`,
  )
  return `${text(MARGIN, top + 4, 'Breaths a minute, from exhale to exhale', 13, FAINT_INK)}${grid.join('')}${line ? `<path d="M${line}" fill="none" stroke="${COLOURS.exhaling}" stroke-width="2"/>` : ''}${dots.join('')}`
}

const rateY = (top: number, perMinute: number) => top + 20 + RATE_HEIGHT * (1 - perMinute / MOST_PER_MINUTE)

function text(x: number, y: number, value: string, size: number, colour: string, anchor = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${colour}" text-anchor="${anchor}">${value}</text>`
}

const escapeXml = (value: string) => value.replace(/[<&>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
