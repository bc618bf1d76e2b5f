/** What a client asks for, by what it is to a member. */
export const KINDS = [
  'browse',
  'stream',
  'edge',
  'heartbeat',
  'view',
  'session',
  'breath',
  'upload',
  'subscribe',
] as const
export type Kind = (typeof KINDS)[number]

export interface Attempt {
  kind: Kind
  atMs: number
  /** Whether the first process that was asked answered it. */
  raw: boolean
  /** Whether it was answered at last: by the same, or by the other process after one retry. */
  answered: boolean
  /** What the last answer was, in a word. */
  outcome: string
}

/** What was asked for, and what was acknowledged, which must be there at the end. */
export interface Ledger {
  attempts: Attempt[]
  /** Distinct views of an item: tried, and acknowledged as counted. */
  views: Map<string, { tried: number; acknowledged: number }>
  startedSessions: Set<string>
  completedSessions: Set<string>
  /** The latest sample of a breath stream that the server said it keeps, by session. */
  keptSamples: Map<string, number>
  /** Bytes of an upload that the server said it has, by address. */
  uploads: Map<string, { acknowledged: number; length: number }>
  /** Whom a letter was promised. */
  subscribers: Set<string>
  /** What a server took back, in words. */
  broken: string[]
}

export function newLedger(): Ledger {
  return {
    attempts: [],
    views: new Map(),
    startedSessions: new Set(),
    completedSessions: new Set(),
    keptSamples: new Map(),
    uploads: new Map(),
    subscribers: new Set(),
    broken: [],
  }
}
