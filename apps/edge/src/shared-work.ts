export interface Share<Result> {
  result: Promise<Result>
  /** Says that whoever asked needs it no more. */
  leave: () => void
}

interface Work<Result> {
  result: Promise<Result>
  sharers: number
  /** Does nothing once all is done. */
  stop: () => void
}

/**
 * Does a piece of work once for all who ask for it while it is done. It is stopped when the last of them has left.
 *
 * @param begin the work; the signal says that nobody needs it any more.
 * @param endOf what of the work goes on after its result.
 */
export function sharedWork<Result>(
  begin: (key: string, signal: AbortSignal) => Promise<Result>,
  endOf: (result: Result) => Promise<void> | undefined,
): (key: string) => Share<Result> {
  const underWay = new Map<string, Work<Result>>()

  function start(key: string): Work<Result> {
    const stopping = new AbortController()
    const isUnderWay = () => underWay.get(key) === work
    const end = () => void (isUnderWay() && underWay.delete(key))
    const stop = () => {
      if (!isUnderWay()) return
      end()
      stopping.abort(new Error('Nobody needs it any more'))
    }
    const work = { result: begin(key, stopping.signal), sharers: 0, stop }
    underWay.set(key, work)
    void work.result.then(endOf).then(end, end)
    return work
  }

  return (key) => {
    const work = underWay.get(key) ?? start(key)
    work.sharers += 1
    let isHere = true
    return {
      result: work.result,
      leave() {
        if (!isHere) return
        isHere = false
        work.sharers -= 1
        if (work.sharers === 0) work.stop()
      },
    }
  }
}
