import type { AmbientSound } from '../sounds.ts'
import type { Rendered } from './render-worker.ts'

let worker: Worker | null = null
const loops = new Map<AmbientSound, Promise<AudioBuffer>>()

/** Fetches what renders loops, so that it works without a network later. */
export function openRenderer(): Worker {
  worker ??= new Worker(new URL('./render-worker.ts', import.meta.url), { type: 'module' })
  return worker
}

/** The loop of a sound, rendered once a page and beside it: it takes half a second on a slow telephone. */
export function loopOf(sound: AmbientSound): Promise<AudioBuffer> {
  const loop = loops.get(sound) ?? render(sound)
  loops.set(sound, loop)
  return loop
}

function render(sound: AmbientSound): Promise<AudioBuffer> {
  const renderer = openRenderer()
  return new Promise((resolve, reject) => {
    const settle = new AbortController()
    const { signal } = settle
    renderer.addEventListener(
      'message',
      ({ data }: MessageEvent<Rendered>) => {
        if (data.sound !== sound) return
        settle.abort()
        resolve(bufferOf(data))
      },
      { signal },
    )
    renderer.addEventListener(
      'error',
      () => {
        settle.abort()
        // The next one who asks tries again.
        loops.delete(sound)
        worker = null
        reject(new Error('A sound could not be rendered'))
      },
      { signal },
    )
    renderer.postMessage(sound)
  })
}

function bufferOf({ channels, sampleRate }: Rendered): AudioBuffer {
  const length = channels[0]?.length ?? 1
  const buffer = new AudioBuffer({ length, numberOfChannels: channels.length, sampleRate })
  for (const [index, samples] of channels.entries()) buffer.copyToChannel(samples, index)
  return buffer
}
