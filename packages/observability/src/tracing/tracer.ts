import type { Observability } from '@better-and-bliss/settings'
import { ConfigError } from '@better-and-bliss/settings'

/** Of few values, and nothing that somebody sent. */
type Tags = Readonly<Record<string, string | number>>

export interface Work {
  /** Such as `job`. */
  name: string
  /** Which of its kind, such as `transcode`. */
  resource: string
  tags?: Tags
}

/** Tells how long work takes, and what it was part of. */
export interface Tracer {
  /** Does work as a span of its own, which fails with it. */
  run<Result>(work: Work, job: () => Promise<Result>): Promise<Result>
  /** Begins what ends elsewhere. @returns what ends it, with what became of it. */
  begin(work: Work): (tags?: Tags) => void
  /** What binds a line of the log to what it was written in; nothing outside of any span. */
  logFields(): object
}

export const noTracer: Tracer = {
  run: (_, job) => job(),
  begin: () => () => {},
  logFields: () => NOTHING,
}
const NOTHING = {}

/** The module that the launcher loads before the process's own, under this name in the global scope. */
export const TRACER = Symbol.for('better-and-bliss.tracer')

/**
 * @returns what spans are told to.
 * @throws ConfigError where they are wanted, and the process was started without what loads the tracer first.
 */
export function tracerOf(observability: Observability): Tracer {
  if (observability.kind === 'off' || !observability.traces) return noTracer
  const started = (globalThis as { [TRACER]?: Tracer })[TRACER]
  if (started) return started
  throw new ConfigError([
    'DD_TRACE_ENABLED: the tracer has to be there before everything else. Start this process by npm run, or with ' +
      '--import ./packages/observability/src/tracing/start.ts?role=api',
  ])
}
