/** A `<video>` that plays as a test says, on a clock of its own. */
export class FakeMedia extends EventTarget {
  currentTime = 0
  paused = true
  seeking = false
  playbackRate = 1
  nowMs = 0

  tell(type: string): void {
    this.dispatchEvent(new Event(type))
  }

  /** The first picture is there. */
  load(afterMs = 0): void {
    this.nowMs += afterMs
    this.tell('loadeddata')
    this.paused = false
    this.tell('timeupdate')
  }

  play(seconds: number): void {
    for (let step = 0; step < seconds * 4; step += 1) {
      this.nowMs += 250
      this.currentTime += this.playbackRate / 4
      this.tell('timeupdate')
    }
  }

  seek(toSeconds: number): void {
    this.seeking = true
    this.currentTime = toSeconds
    this.tell('seeking')
    this.tell('waiting')
    this.seeking = false
    this.tell('timeupdate')
  }

  stop(type: 'pause' | 'ended' = 'pause'): void {
    this.paused = true
    this.tell(type)
  }
}
