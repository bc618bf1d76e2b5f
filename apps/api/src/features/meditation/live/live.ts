import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'
import { noTracer, type Tracer } from '@better-and-bliss/observability/tracing'
import type { WebSocket } from 'ws'
import type { Member } from '../../../access/member.ts'
import type { Changes } from '../../../db/changes.ts'
import type { Database } from '../../../db/database.ts'
import { type Clock, isYoungerThan } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Random } from '../../../ports/random.ts'
import { openCheckpoints } from './checkpoints.ts'
import { Connection } from './connection.ts'
import type { Detectors } from './detectors/detectors.ts'
import { ENDINGS } from './endings.ts'
import { signedOut } from './signed-out.ts'
import { within } from './within.ts'

/** The sockets of this process. */
export interface Live extends AsyncDisposable {
  connect(socket: WebSocket, member: Member): void
  /** How many there are here. */
  count(): number
  /** How many a member has here. */
  countOf(userId: string): number
  /** Ends the stream of a session that is live here: what was detected is stored when this resolves. Never rejects. */
  finish(sessionId: string): Promise<void>
  /** What depends on time. Called twice a second. */
  tick(): void
}

interface Parts {
  db: Database
  changes: Pick<Changes, 'on'>
  detectors: Detectors
  clock: Clock
  random: Random
  log: Logger
  tracer?: Pick<Tracer, 'begin'>
}

const TICK_MS = 500
/** Who signs out is told by a notification; this is for those that were missed. */
const SWEEP_EVERY_MS = 3_000
const FINISH_WITHIN_MS = 2_000
const SHUT_DOWN_WITHIN_MS = 2_000
const LAST_WORD_WITHIN_MS = 500

export function openLive(parts: Parts): Live {
  const { db, changes, clock, log, tracer = noTracer } = parts
  const connections = new Set<Connection>()
  const checkpoints = openCheckpoints(db, log)
  const timer = setInterval(tick, TICK_MS).unref()
  let sweptAtMs = clock.nowMs()
  let stopping = false

  const all = () => [...connections]
  const byMember = (sub: string) => all().filter(({ member }) => member.sub === sub)
  const bySession = (id: string) => all().filter(({ sessionId }) => sessionId === id)
  const verifySession = ({ sessionId }: { sessionId: string }) => verify(bySession(sessionId))
  const sweepAll = () => void sweep(all())
  const verifyAll = () => verify(all().filter(({ sessionId }) => sessionId !== null))

  changes.on('member_changed', ({ sub }) => void sweep(byMember(sub)), sweepAll)
  changes.on('breath_stream_taken', verifySession, verifyAll)
  changes.on('meditation_session_ended', verifySession, verifyAll)

  function verify(those: Connection[]): void {
    for (const connection of those) void connection.verify()
  }

  function tick(): void {
    for (const connection of connections) connection.tick()
    if (isYoungerThan(SWEEP_EVERY_MS, { nowMs: clock.nowMs(), sinceMs: sweptAtMs })) return
    sweptAtMs = clock.nowMs()
    sweepAll()
  }

  async function sweep(those: Connection[]): Promise<void> {
    if (those.length === 0) return
    try {
      for (const connection of await signedOut(db, those, clock.nowMs())) connection.end(ENDINGS.signedOut)
    } catch (error) {
      log.warn({ err: error }, 'Could not ask who has signed out')
    }
  }

  return {
    connect: (socket, member) => {
      const connection = new Connection(socket, member, { ...parts, checkpoints })
      connections.add(connection)
      void traced(connection.closed, tracer).finally(() => connections.delete(connection))
      if (stopping) connection.end(ENDINGS.goingAway)
      else if (byMember(member.sub).length > SOCKET_LIMITS.socketsPerMember) connection.end(ENDINGS.tooManySockets)
    },
    count: () => connections.size,
    countOf: (userId) => all().filter(({ member }) => member.userId === userId).length,
    finish: async (sessionId) => {
      await within(
        FINISH_WITHIN_MS,
        bySession(sessionId).map((connection) => connection.finish()),
      )
    },
    tick,
    [Symbol.asyncDispose]: async () => {
      stopping = true
      clearInterval(timer)
      await within(
        SHUT_DOWN_WITHIN_MS,
        all().map((connection) => connection.shutDown()),
      )
      await within(
        LAST_WORD_WITHIN_MS,
        all().map(({ closed }) => closed),
      )
      for (const connection of connections) connection.terminate()
    },
  }
}

function traced(closed: Promise<void>, tracer: Pick<Tracer, 'begin'>): Promise<void> {
  const end = tracer.begin({ name: 'socket', resource: 'breath', tags: { 'socket.kind': 'breath' } })
  return closed.finally(() => end())
}
