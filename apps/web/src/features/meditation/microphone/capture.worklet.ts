// Runs on the browser's audio thread. In private mode the sound ends here: what leaves are measurements.
import { createFeatures, HOP_SAMPLES, RECORD_BYTES, SAMPLE_RATE_HZ } from '@better-and-bliss/breath/features'
import type { AudioChunk, CaptureOptions, CaptureOrder } from './capture.ts'
import { createResampler } from './resample.ts'

declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(
  name: string,
  processor: new (node: { processorOptions: CaptureOptions }) => object,
): void

const HOPS = 10
const SAMPLES = HOPS * HOP_SAMPLES

class Capture extends AudioWorkletProcessor {
  readonly #features = createFeatures()
  readonly #resampler = sampleRate === SAMPLE_RATE_HZ ? null : createResampler(sampleRate, SAMPLE_RATE_HZ)
  readonly #sendsSound: boolean
  #isPaused = false
  #taken = 0
  #records = new Uint8Array(HOPS * RECORD_BYTES)
  #recordBytes = 0
  #sound = new Int16Array(SAMPLES)

  constructor({ processorOptions }: { processorOptions: CaptureOptions }) {
    super()
    this.#sendsSound = processorOptions.sendsSound
    this.port.onmessage = ({ data }: MessageEvent<CaptureOrder>) => this.#obey(data)
  }

  process([input]: Float32Array[][]): boolean {
    const channel = input?.[0]
    if (!channel || this.#isPaused) return true
    let samples = this.#resampler ? this.#resampler.push(channel) : channel
    while (samples.length > 0) {
      const now = samples.subarray(0, SAMPLES - this.#taken)
      this.#take(now)
      samples = samples.subarray(now.length)
    }
    return true
  }

  #take(samples: Float32Array): void {
    if (this.#sendsSound) {
      for (const [index, sample] of samples.entries())
        this.#sound[this.#taken + index] = Math.round(Math.min(Math.max(sample, -1), 1) * 32_767)
    }
    this.#recordBytes += this.#features.push(samples, this.#records.subarray(this.#recordBytes)) * RECORD_BYTES
    this.#taken += samples.length
    if (this.#taken === SAMPLES) this.#tell()
  }

  #tell(): void {
    const chunk: AudioChunk = {
      records: this.#records,
      sound: this.#sendsSound ? new Uint8Array(this.#sound.buffer) : null,
      atMs: Date.now(),
    }
    this.port.postMessage(chunk, chunk.sound ? [chunk.records.buffer, chunk.sound.buffer] : [chunk.records.buffer])
    this.#records = new Uint8Array(HOPS * RECORD_BYTES)
    if (this.#sendsSound) this.#sound = new Int16Array(SAMPLES)
    this.#taken = 0
    this.#recordBytes = 0
  }

  #obey(order: CaptureOrder): void {
    this.#isPaused = order === 'pause'
    if (this.#isPaused) return
    this.#features.gap()
    this.#taken = 0
    this.#recordBytes = 0
  }
}

registerProcessor('breath-capture', Capture)
