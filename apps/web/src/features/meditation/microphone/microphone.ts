import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath/features'
import { pageClock } from '../clock.ts'
import type { AudioChunk, CaptureOptions, CaptureOrder } from './capture.ts'
import workletUrl from './capture.worklet.ts?worker&url'
import { type Interruption, InterruptionWatch } from './interruptions.ts'
import { t } from './messages.ts'
import { MicrophoneError } from './microphone-error.ts'

/** What comes of a microphone. */
export interface MicrophoneEvents {
  /** Every tenth of a second of sound, in order. */
  onChunk(chunk: AudioChunk): void
  /** No sound comes now. That it comes again is what `onChunk` says. */
  onInterrupted(why: Interruption): void
  /** The device is gone, or permission was taken back. */
  onLost(): void
}

/** A microphone that is open. */
export interface Microphone {
  readonly label: string
  readonly deviceId: string
  /** What the device does to the sound although it was asked not to. */
  readonly suppressesNoise: boolean
  /** Gives its sound to one taker at a time. */
  capture(events: MicrophoneEvents): void
  /** Takes nothing in until `resume`. */
  pause(): void
  resume(): void
  /** Tries to end an interruption; some browsers want the member's gesture for it. */
  wake(): void
  close(): void
}

interface OpenOptions extends CaptureOptions {
  /** Empty: whichever the browser chooses. */
  deviceId: string
}

const RUNNING_WITHIN_MS = 4_000

/** Asks for permission where there is none yet. @throws what `failureOf` gives a name */
export async function openMicrophone({ deviceId, sendsSound }: OpenOptions): Promise<Microphone> {
  if (!window.isSecureContext) throw new MicrophoneError('insecure')
  if (!('mediaDevices' in navigator) || !('AudioWorkletNode' in window)) throw new MicrophoneError('unsupported')
  const stream = await askForStream(deviceId)
  try {
    return await connect(stream, { sendsSound })
  } catch (error) {
    stopTracks(stream)
    throw error
  }
}

/** The microphones there are. Without permission browsers name none. */
export async function listMicrophones(): Promise<{ deviceId: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.flatMap(({ kind, deviceId, label }) =>
    kind === 'audioinput' && deviceId ? [{ deviceId, label: label || t('microphone') }] : [],
  )
}

function askForStream(deviceId: string): Promise<MediaStream> {
  // All of these take breath for noise, or make it as loud as speech.
  const raw = { noiseSuppression: false, autoGainControl: false, echoCancellation: false, channelCount: 1 }
  const audio = deviceId ? { ...raw, deviceId: { ideal: deviceId } } : raw
  return navigator.mediaDevices.getUserMedia({ audio, video: false })
}

async function connect(stream: MediaStream, processorOptions: CaptureOptions): Promise<Microphone> {
  const [track] = stream.getAudioTracks()
  if (!track) throw new MicrophoneError('missing')
  const { context, source } = await openContext(stream)
  await context.audioWorklet.addModule(workletUrl)
  const node = new AudioWorkletNode(context, 'breath-capture', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions,
  })
  source.connect(node)
  const order = (what: CaptureOrder) => node.port.postMessage(what)
  let watch: InterruptionWatch | null = null
  let isPaused = false
  const { deviceId = '', noiseSuppression = false } = track.getSettings()
  return {
    label: track.label,
    deviceId,
    suppressesNoise: noiseSuppression,
    capture: ({ onChunk, onInterrupted, onLost }) => {
      watch?.close()
      watch = new InterruptionWatch({
        context,
        track,
        page: document,
        clock: pageClock,
        onInterrupted,
        onSound: (isSound) => order(isSound && !isPaused ? 'resume' : 'pause'),
        onLost,
      })
      node.port.onmessage = ({ data }: MessageEvent<AudioChunk>) => {
        watch?.soundCame()
        onChunk(data)
      }
    },
    pause: () => {
      isPaused = true
      watch?.expect(false)
      order('pause')
      track.enabled = false
    },
    resume: () => {
      isPaused = false
      track.enabled = true
      if (!track.muted) order('resume')
      watch?.expect(true)
    },
    wake: () => watch?.wake(),
    close: () => {
      watch?.close()
      node.port.onmessage = null
      // Nothing but this refers to the source, and what nothing refers to is collected and falls silent.
      source.disconnect()
      stopTracks(stream)
      void context.close()
    },
  }
}

/** At the detector's rate, or where a browser does not convert (Firefox), at the device's: then the audio thread does. */
async function openContext(stream: MediaStream) {
  for (const options of [{ sampleRate: SAMPLE_RATE_HZ }, {}]) {
    const context = new AudioContext({ ...options, latencyHint: 'interactive' })
    try {
      const source = context.createMediaStreamSource(stream)
      await withinTime(context.resume())
      return { context, source }
    } catch (error) {
      await context.close()
      if (error instanceof MicrophoneError) throw error
    }
  }
  throw new MicrophoneError('unsupported')
}

/** A context that waits for a gesture, or for a call to end, does not answer at all. */
function withinTime(running: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = pageClock.after(RUNNING_WITHIN_MS, () => reject(new MicrophoneError('suspended')))
    running.then(resolve, reject).finally(cancel)
  })
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
