import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import type { WebSocket } from 'ws'
import type { Member } from '../../../../access/member.ts'
import type { Changes } from '../../../../db/changes.ts'
import type { Database } from '../../../../db/database.ts'
import { type Clock, isYoungerThan } from '../../../../ports/clock.ts'
import type { Logger } from '../../../../ports/logger.ts'
import type { Random } from '../../../../ports/random.ts'
import { signedOut } from '../../live/signed-out.ts'
import { within } from '../../live/within.ts'
import { CircleSocket } from './circle-socket.ts'
import { CIRCLE_ENDINGS } from './endings.ts'
import { shareOf } from './nearness.ts'
import {
  releaseCircleSocket,
  type Share,
  selectCircleSockets,
  takeCircleSocket,
  tellShares,
  touchCircleSockets,
} from './queries.ts'

interface Parts {
  db: Database
  changes: Pick<Changes, 'on'>
  clock: Clock
  random: Random
  log: Logger
}

const TICK_MS = 500
/** Who signs out is told by a notification; this is for those that were missed. */
const SWEEP_EVERY_MS = 3_000
/** Less often than a place is held. */
const TOUCH_EVERY_MS = 10_000
/** A share that was not told anew, and a socket that was not seen, are of a process that is no more. */
const SHARE_FRESH_MS = 4_000
const SEEN_FRESH_MS = 25_000
const SHUT_DOWN_WITHIN_MS = 2_000

/**
 * The sockets of circles of this process. The pace is a function of time and begins at a moment that everybody knows, so that
 * nothing is sent to keep it; what is told is how a circle stands.
 */
export class Circles implements AsyncDisposable {
  readonly #parts: Parts
  /** This one among those that have members of a circle. */
  readonly #process: string
  readonly #sockets = new Set<CircleSocket>()
  readonly #timer: NodeJS.Timeout
  readonly #isDue: ReturnType<typeof rounds>
  #telling: Promise<void> | null = null
  #stopping = false

  constructor(parts: Parts) {
    const { changes, random, clock } = parts
    this.#parts = parts
    this.#process = random.uuid()
    this.#isDue = rounds(clock)
    this.#timer = setInterval(() => void this.tick(), TICK_MS).unref()
    const sweepAll = () => void this.#sweep(this.#all())
    changes.on('member_changed', ({ sub }) => void this.#sweep(this.#ofMember(sub)), sweepAll)
    changes.on(
      'circle_changed',
      ({ circleId }) => void this.#look([circleId]),
      () => void this.#look(idsOf(this.#all())),
    )
  }

  connect(webSocket: WebSocket, member: Member, circleId: string): void {
    const { db, clock, log, random } = this.#parts
    const follower = { circleId, userId: member.userId, socket: random.uuid() }
    const socket = new CircleSocket(webSocket, member, follower, {
      clock,
      log,
      take: () => takeCircleSocket(db, { ...follower, nowMs: clock.nowMs() }),
      release: (givesUpPlace) =>
        this.#noted('that a circle was left', () =>
          releaseCircleSocket(db, { ...follower, nowMs: clock.nowMs(), givesUpPlace }),
        ),
    })
    this.#sockets.add(socket)
    void socket.closed.finally(() => this.#sockets.delete(socket))
    if (this.#stopping) socket.end(CIRCLE_ENDINGS.goingAway)
    else if (this.#ofMember(member.sub).length > CIRCLE_LIMITS.socketsPerMember)
      socket.end(CIRCLE_ENDINGS.tooManySockets)
  }

  /** How many a member has here. */
  countOf(userId: string): number {
    return this.#all().filter(({ member }) => member.userId === userId).length
  }

  /** What depends on time. Called twice a second; resolves when what was due is done. Never rejects. */
  async tick(): Promise<void> {
    for (const socket of this.#sockets) socket.tick()
    await Promise.all([
      this.#isDue('tell', CIRCLE_LIMITS.tellEveryMs) && this.#tell(),
      this.#isDue('touch', TOUCH_EVERY_MS) && this.#touch(),
      this.#isDue('sweep', SWEEP_EVERY_MS) && this.#sweep(this.#all()),
    ])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    clearInterval(this.#timer)
    const sockets = this.#all()
    for (const socket of sockets) socket.end(CIRCLE_ENDINGS.goingAway)
    await within(
      SHUT_DOWN_WITHIN_MS,
      sockets.map(({ closed }) => closed),
    )
    for (const socket of sockets) socket.terminate()
  }

  /** One statement at a time, which a slow database does not multiply; what was asked before now may be old already. */
  async #tell(): Promise<void> {
    await this.#telling
    this.#telling ??= this.#noted('how circles stand', () => this.#tellOnce()).finally(() => {
      this.#telling = null
    })
    await this.#telling
  }

  async #tellOnce(): Promise<void> {
    const { db, clock } = this.#parts
    const nowMs = clock.nowMs()
    const taken = this.#all().filter(({ hasTaken }) => hasTaken)
    if (taken.length === 0) return
    const circles = await tellShares(db, {
      process: this.#process,
      shares: sharesOf(taken, nowMs),
      nowMs,
      freshSinceMs: nowMs - SHARE_FRESH_MS,
      seenSinceMs: nowMs - SEEN_FRESH_MS,
    })
    for (const socket of taken) {
      const now = circles.get(socket.follower.circleId)
      if (!now || now.endsAtMs <= nowMs) socket.finish()
      else socket.tell(now)
    }
  }

  /** A circle was begun or ended, or a member follows it over another socket. */
  async #look(ids: readonly string[]): Promise<void> {
    await this.#tell()
    for (const id of ids) await this.#noted('who follows a circle', () => this.#endReplaced(id))
  }

  async #endReplaced(id: string): Promise<void> {
    const taken = this.#all().filter(({ hasTaken, follower }) => hasTaken && follower.circleId === id)
    if (taken.length === 0) return
    const current = await selectCircleSockets(this.#parts.db, id)
    for (const socket of taken) if (!current.has(socket.follower.socket)) socket.end(CIRCLE_ENDINGS.replaced)
  }

  async #touch(): Promise<void> {
    const { db, clock } = this.#parts
    const taken = this.#all().filter(({ hasTaken }) => hasTaken)
    if (taken.length === 0) return
    const sockets = taken.map(({ follower }) => follower.socket)
    await this.#noted('who is in a circle', () =>
      touchCircleSockets(db, { circleIds: idsOf(taken), sockets, nowMs: clock.nowMs() }),
    )
  }

  async #sweep(those: CircleSocket[]): Promise<void> {
    const { db, clock } = this.#parts
    if (those.length === 0) return
    await this.#noted('who has signed out', async () => {
      for (const socket of await signedOut(db, those, clock.nowMs())) socket.end(CIRCLE_ENDINGS.signedOut)
    })
  }

  /** Without a database the pace goes on: what could not be asked or noted is so by the next round. */
  async #noted(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#parts.log.warn({ err: error }, `The database was not reached about ${what}`)
    }
  }

  #all(): CircleSocket[] {
    return [...this.#sockets]
  }

  #ofMember(sub: string): CircleSocket[] {
    return this.#all().filter(({ member }) => member.sub === sub)
  }
}

/** Whether so much time has passed since something was due last. */
function rounds(clock: Clock): (name: string, everyMs: number) => boolean {
  const last = new Map<string, number>()
  return (name, everyMs) => {
    const nowMs = clock.nowMs()
    if (isYoungerThan(everyMs, { nowMs, sinceMs: last.get(name) ?? Number.NEGATIVE_INFINITY })) return false
    last.set(name, nowMs)
    return true
  }
}

function idsOf(those: readonly CircleSocket[]): string[] {
  return [...new Set(those.map(({ follower }) => follower.circleId))]
}

function sharesOf(those: readonly CircleSocket[], nowMs: number): Share[] {
  const byCircle = Map.groupBy(those, ({ follower }) => follower.circleId)
  return [...byCircle].map(([circleId, members]) => ({
    circleId,
    ...shareOf(
      members.map(({ near }) => near),
      nowMs,
    ),
  }))
}
