import type { Stream } from '@better-and-bliss/sdk'

/** A list that tells when it changes, as those of a `<video>`. */
export class FakeTracks<Track> extends Array<Track> {
  readonly #events = new EventTarget()
  addEventListener: EventTarget['addEventListener'] = (...args) => this.#events.addEventListener(...args)
  removeEventListener: EventTarget['removeEventListener'] = (...args) => this.#events.removeEventListener(...args)
  dispatchEvent(event: Event) {
    return this.#events.dispatchEvent(event)
  }
}

/** A `<video>` that does nothing by itself. */
export class FakeVideo extends EventTarget {
  src = ''
  currentTime = 0
  readyState = 0
  paused = true
  videoHeight = 0
  playbackRate = 1
  defaultPlaybackRate = 1
  audioTracks = new FakeTracks<{ language: string; label: string; enabled: boolean }>()
  error: { message: string } | null = null
  play() {
    this.paused = false
    return Promise.resolve()
  }
  pause() {
    this.paused = true
  }
  load() {}
  removeAttribute(name: 'src') {
    this[name] = ''
  }
  /** Plays for a while, as one who looks at it sees it. */
  playsTo(seconds: number) {
    this.readyState = 4
    this.currentTime = seconds
    this.dispatchEvent(new Event('loadeddata'))
    this.dispatchEvent(new Event('timeupdate'))
  }
  asElement(): HTMLVideoElement {
    return this as unknown as HTMLVideoElement
  }
}

/** A stream whose token, `n=…`, is good for `lifeSeconds`. */
export function testStream(nowMs: number, n: number, lifeSeconds = 600): Stream {
  const address = (name: string) => `https://edge.test/hls/rain/${name}?n=${n}`
  return {
    hls_master: address('master.m3u8'),
    hls_360p: address('360p.m3u8'),
    hls_audio: address('audio.m3u8'),
    hls_audio_tracks: [
      { language: 'en', label: 'English', url: address('audio.m3u8') },
      { language: 'de', label: 'Deutsch', url: address('audio-de.m3u8') },
    ],
    stream_session: { id: 'session-1', heartbeat_seconds: 30 },
    expires_at: Math.floor(nowMs / 1000) + lifeSeconds,
  } as Partial<Stream> as Stream
}

/** Lets every answer that is there already arrive. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
