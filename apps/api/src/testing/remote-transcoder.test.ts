import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { diskStore } from '@better-and-bliss/object-store/disk'
import { mediaKey } from '@better-and-bliss/stream-token'
import { transcoderContract } from '../ports/transcoder.contract-test.ts'
import { NO_CHOICES, type TranscodeEvent, type TranscodeJob } from '../ports/transcoder.ts'
import { remoteMachine, remoteTranscoder } from './remote-transcoder.ts'

const FACTS = { kind: 'video', durationSeconds: 2, hasAudio: true, leftOut: [] }
const REFUSAL = 'This file is neither a video nor a sound.'

transcoderContract('A machine elsewhere', async () => {
  const root = await mkdtemp(join(tmpdir(), 'remote-'))
  const store = diskStore({ root })
  const working: Promise<void>[] = []
  const machine = await remoteMachine({
    inspect: async (sourceKey) => (sourceKey === 'sources/film' ? FACTS : REFUSAL),
    work: (job, tell) => void working.push(convert(store, job, tell)),
  })
  return {
    transcoder: remoteTranscoder(machine.url),
    store,
    filmKey: 'sources/film',
    damagedKey: 'sources/damaged',
    async [Symbol.asyncDispose]() {
      await machine[Symbol.asyncDispose]()
      await Promise.all(working)
      await rm(root, { recursive: true })
    },
  }
})

async function convert(store: ObjectStore, job: TranscodeJob, tell: (event: TranscodeEvent) => void): Promise<void> {
  const { idempotencyKey, outputId } = job
  if (job.sourceKey !== 'sources/film')
    return tell({ idempotencyKey, kind: 'failed', words: REFUSAL, tryAgain: 'never', cause: 'error 1404' })
  const rates = { bandwidth: 1, averageBandwidth: 1, codecs: 'avc1', frameRate: null, width: null, height: null }
  const renditions = [
    { name: '360p' as const, kind: 'video' as const, playlistKey: mediaKey(outputId, '360p.m3u8'), ...rates },
    { name: 'audio' as const, kind: 'audio' as const, playlistKey: mediaKey(outputId, 'audio.m3u8'), ...rates },
  ]
  const masterKey = mediaKey(outputId, 'master.m3u8')
  for (const key of [...renditions.map(({ playlistKey }) => playlistKey), masterKey]) {
    await store.put(key, Buffer.from('#EXTM3U'))
  }
  tell({ idempotencyKey, kind: 'progress', fraction: 0.5 })
  const pictures = { thumbnail: null, poster: null, waveform: null }
  const result = { masterKey, durationSeconds: 2, renditions, pictures, ...NO_CHOICES }
  tell({ idempotencyKey, kind: 'completed', result })
}
