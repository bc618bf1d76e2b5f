import type { ContentDetail, RoutineBreath, RoutineTimer } from '@better-and-bliss/sdk'
import { createObservable, type Observable } from '../../../ui/observable.ts'
import type { Source } from '../../analytics/view-reporter.ts'
import type { PlaybackSource } from '../playback.ts'
import type { KeptPosition } from '../positions/use-item-position.ts'
import type { FollowPlay } from '../use-follower.ts'

/** One item that plays, from its start until it is closed or another takes its place. */
export interface Play {
  /** Another one for each play: an item may be begun anew. */
  id: number
  item: ContentDetail
  from: 'beginning' | 'resume'
  /** What led to it. */
  source: Source
  /** Where it is played from what this browser keeps; undefined for a stream. */
  download?: PlayedDownload | undefined
}

/** How the player plays and follows a download. */
export interface PlayedDownload {
  /** Whose it is, also while nobody can ask the API who is signed in. */
  memberId: string
  source: PlaybackSource
  follow: FollowPlay
  position: KeptPosition
}

/** What waits: an item, whose detail is fetched when it is its turn, or practice between items. */
export interface Waiting extends Pick<ContentDetail, 'id' | 'title'> {
  practice?: Practice | undefined
}

/** What is practised between the items of a routine, on a page of its own. */
export interface Practice {
  routineId: string
  step: RoutineTimer | RoutineBreath
  /** Where its bells ring: opened when the routine began, for without a gesture some browsers play no sound. */
  bells: AudioContext
}

/** Practice whose turn it is. */
export type PracticeTurn = Waiting & { practice: Practice }

/** What the app plays; another object each time. */
export interface NowPlayingView {
  play: Play | null
  /** What is practised meanwhile; nothing plays then. */
  turn: PracticeTurn | null
  /** What the member wants to hear after it, the next first. */
  queue: readonly Waiting[]
  /** Whether nothing follows by itself once nothing waits any more: a routine has an end. */
  endsWithQueue: boolean
  /** Whether no page shows the player: then it stands at the foot of every page. */
  isDocked: boolean
}

/** The one player of the app: what plays in it, what comes after, and where on the page it stands. */
export interface NowPlaying extends Pick<Observable<NowPlayingView>, 'current' | 'subscribe'> {
  /** Plays an item in the place of what plays. */
  start(play: Omit<Play, 'id'>): void
  /** Begins with an item or with practice and goes on with others, in the place of all that plays and waits, and nothing after them. */
  startAll(first: Omit<Play, 'id'> | PracticeTurn, queue: readonly Waiting[]): void
  /** Practises in the place of what plays. */
  practise(turn: PracticeTurn): void
  /** Nothing plays any more, and nothing waits. */
  close(): void
  /** Puts an item at the end of what waits, once. */
  enqueue(item: Waiting): void
  unqueue(itemId: string): void
  /** What the player is rendered into: it is moved, never made anew, so that it plays on. */
  readonly element: HTMLElement
  /** Where it stands while no page shows it; null for nowhere. */
  setDock(dock: Place | null): void
  /** Moves it into a page. @returns what moves it back. */
  stand(slot: Place): () => void
}

type Place = Pick<HTMLElement, 'append'>

export function createNowPlaying(element: HTMLElement): NowPlaying {
  const { current, set, subscribe } = createObservable<NowPlayingView>({
    play: null,
    turn: null,
    queue: [],
    endsWithQueue: false,
    isDocked: true,
  })
  let lastId = 0
  let dock: Place | null = null
  let slot: Place | null = null

  function change(change: Partial<NowPlayingView>): void {
    set({ ...current(), ...change })
  }

  function begun(first: Omit<Play, 'id'> | PracticeTurn): Pick<NowPlayingView, 'play' | 'turn'> {
    if ('practice' in first) return { play: null, turn: first }
    lastId += 1
    return { play: { ...first, id: lastId }, turn: null }
  }

  /** At once: what is back in the document within the same task goes on playing. */
  function move(): void {
    const place = slot ?? dock
    if (place) place.append(element)
    else element.remove()
    if (current().isDocked !== (slot === null)) change({ isDocked: slot === null })
  }

  return {
    current,
    subscribe,
    element,
    start: (play) => {
      const { queue, endsWithQueue } = current()
      change({
        ...begun(play),
        queue: without(queue, play.item.id),
        endsWithQueue: endsWithQueue && queue.length > 0,
      })
    },
    startAll: (first, queue) => change({ ...begun(first), queue, endsWithQueue: true }),
    practise: (turn) => change({ ...begun(turn), queue: without(current().queue, turn.id) }),
    close: () => {
      if (current().play || current().turn) change({ play: null, turn: null, queue: [], endsWithQueue: false })
    },
    enqueue: (item) => change({ queue: [...without(current().queue, item.id), item] }),
    unqueue: (itemId) => change({ queue: without(current().queue, itemId) }),
    setDock: (place) => {
      dock = place
      move()
    },
    stand: (place) => {
      slot = place
      move()
      return () => {
        // Another page may have taken it meanwhile.
        if (slot !== place) return
        slot = null
        move()
      }
    },
  }
}

function without(queue: readonly Waiting[], itemId: string): readonly Waiting[] {
  return queue.filter(({ id }) => id !== itemId)
}
