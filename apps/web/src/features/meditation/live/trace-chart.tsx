import { t } from './messages.ts'
import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import type uPlot from 'uplot'
import type { Phase } from './breath.ts'
import { TRACE_SECONDS, type Trace } from './trace.ts'
import styles from './trace-chart.module.css'

interface TraceChartProps {
  trace: Trace
  /** The session's audio clock, which the times of phases refer to. */
  clockMs: () => number
  phases: () => readonly Phase[]
}

const REDRAW_MS = 100
const CALM_REDRAW_MS = 1_000
const LEAST_DB = 14
const HEIGHT = 84
const COLOURS: Record<Phase['type'], string> = {
  inhaling: '--phase-inhaling',
  exhaling: '--phase-exhaling',
  holding: '--phase-holding',
  idle: '--ground',
}

/** The last minute of the sound’s level over the room, on the colours of the phases that were detected in it. */
export function TraceChart({ trace, clockMs, phases }: TraceChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const redrawMs = useReducedMotion() ? CALM_REDRAW_MS : REDRAW_MS
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours
  useEffect(() => {
    const element = place.current
    if (!element) return
    let plot: uPlot | null = null
    let isGone = false
    // uPlot asks for the browser's language as it loads, and some tell one that is none: then there is no chart, but a session.
    import('uplot').then(
      ({ default: Plot }) => {
        if (!isGone) plot = new Plot(optionsFor(element, clockMs, phases), [[], []], element)
      },
      () => {},
    )
    const timer = setInterval(() => plot?.setData(trace.read(clockMs())), redrawMs)
    const resizing = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: HEIGHT }))
    resizing.observe(element)
    return () => {
      isGone = true
      clearInterval(timer)
      resizing.disconnect()
      plot?.destroy()
    }
  }, [trace, clockMs, phases, scheme, redrawMs])
  return (
    <figure className={styles.trace}>
      <div ref={place} className={styles.plot} role="img" aria-label={t('lastMinuteOfSound')} />
      <figcaption className={styles.legend}>
        <span data-phase="in">{t('phaseIn')}</span>
        <span data-phase="out">{t('phaseOut')}</span>
        <span data-phase="hold">{t('phaseHold')}</span>
        <span className={styles.span}>{t('lastMinute')}</span>
      </figcaption>
    </figure>
  )
}

function optionsFor(element: HTMLElement, clockMs: () => number, phases: () => readonly Phase[]): uPlot.Options {
  const styleOf = getComputedStyle(element)
  const colour = (name: string) => styleOf.getPropertyValue(name).trim()
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [6, 0, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: [-TRACE_SECONDS, 0] },
      y: { range: (_plot, _least, most) => [0, Math.max(most ?? 0, LEAST_DB) * 1.05] },
    },
    series: [{}, { stroke: colour('--ink-soft'), width: 1.1, points: { show: false }, spanGaps: false }],
    hooks: {
      drawClear: [(plot) => drawPhases(plot, clockMs(), phases(), colour)],
    },
  }
}

function drawPhases(plot: uPlot, nowMs: number, phases: readonly Phase[], colour: (name: string) => string): void {
  const { ctx, bbox } = plot
  ctx.save()
  for (const { type, startMs, endMs } of phases) {
    if (type === 'idle') continue
    const from = Math.max(plot.valToPos((startMs - nowMs) / 1000, 'x', true), bbox.left)
    const to = Math.min(plot.valToPos(((endMs ?? nowMs) - nowMs) / 1000, 'x', true), bbox.left + bbox.width)
    if (to <= from) continue
    ctx.globalAlpha = type === 'holding' ? 0.22 : 0.42
    ctx.fillStyle = colour(COLOURS[type])
    ctx.beginPath()
    ctx.roundRect(from, bbox.top, to - from, bbox.height, 6)
    ctx.fill()
  }
  ctx.restore()
}
