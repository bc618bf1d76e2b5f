import type { CaptureOptions, CaptureOrder, Heard } from './capture.ts'
import workletUrl from './capture.worklet.ts?worker&url'

/** A microphone that is open. */
export interface Microphone {
  readonly label: string
  readonly deviceId: string
  /** What the device does to the sound although it was asked not to. */
  readonly suppressesNoise: boolean
  /** Every tenth of a second of sound, in order, until the device is gone or permission is taken back. One listener at a time. */
  listen(listener: (heard: Heard) => void, onLost: () => void): void
  /** Takes nothing in until `resume`. */
  pause(): void
  resume(): void
  close(): void
}

export type MicrophoneFailure = 'insecure' | 'denied' | 'missing' | 'busy' | 'unsupported'

/** There is no sound to be had; `failure` says why. */
class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError'
  readonly failure: MicrophoneFailure

  constructor(failure: MicrophoneFailure) {
    super(`No microphone: ${failure}`)
    this.failure = failure
  }
}

interface OpenOptions extends CaptureOptions {
  /** Empty: whichever the browser chooses. */
  deviceId: string
}

const RATE_HZ = 16_000

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
    kind === 'audioinput' && deviceId ? [{ deviceId, label: label || 'Microphone' }] : [],
  )
}

/** Whether the browser will not ask, because the member allowed it before. */
export async function isMicrophoneAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted'
  } catch {
    return false
  }
}

/** Why there is no microphone, whatever it was that said so. */
export function failureOf(error: unknown): MicrophoneFailure {
  if (error instanceof MicrophoneError) return error.failure
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported'
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
  const wake = () => {
    if (document.visibilityState === 'visible') void context.resume()
  }
  document.addEventListener('visibilitychange', wake)
  const order = (what: CaptureOrder) => node.port.postMessage(what)
  const { deviceId = '', noiseSuppression = false } = track.getSettings()
  return {
    label: track.label,
    deviceId,
    suppressesNoise: noiseSuppression,
    listen: (listener, onLost) => {
      track.onended = onLost
      node.port.onmessage = ({ data }: MessageEvent<Heard>) => listener(data)
    },
    pause: () => {
      order('pause')
      track.enabled = false
    },
    resume: () => {
      track.enabled = true
      order('resume')
    },
    close: () => {
      document.removeEventListener('visibilitychange', wake)
      track.onended = null
      node.port.onmessage = null
      stopTracks(stream)
      void context.close()
    },
  }
}

/** At the detector's rate, or where a browser does not convert (Firefox), at the device's: then the audio thread does. */
async function openContext(stream: MediaStream) {
  for (const options of [{ sampleRate: RATE_HZ }, {}]) {
    const context = new AudioContext({ ...options, latencyHint: 'interactive' })
    try {
      const source = context.createMediaStreamSource(stream)
      await context.resume()
      return { context, source }
    } catch {
      await context.close()
    }
  }
  throw new MicrophoneError('unsupported')
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
