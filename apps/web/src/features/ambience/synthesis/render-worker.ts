import type { AmbientSound } from '../sounds.ts'
import { type Channels, renderLoop, SAMPLE_RATE } from './index.ts'

/** Any number does; that it is always the same makes the sounds the same everywhere. */
const SEED = 1

export interface Rendered {
  sound: AmbientSound
  channels: Channels
  sampleRate: number
}

addEventListener('message', ({ data: sound }: MessageEvent<AmbientSound>) => {
  const channels = renderLoop(sound, SEED)
  const rendered: Rendered = { sound, channels, sampleRate: SAMPLE_RATE }
  postMessage(rendered, { transfer: channels.map(({ buffer }) => buffer) })
})
