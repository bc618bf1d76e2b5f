import type { ObjectStore } from '@better-and-bliss/object-store'
import { AUDIO_RUNG, mediaKey } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import { type MediaTrack, type MediaTracks, NO_TRACKS } from '../../../hls/tracks.ts'
import { type Choices, NO_CHOICES, type PictureKeys } from '../../../ports/transcoder.ts'
import type { Prepared } from './parts.ts'

interface Kept {
  pictures: PictureKeys
  tracks: MediaTracks
  addedSounds: MediaTrack[]
  choices: Choices
}

const NOTHING: Kept = {
  pictures: { thumbnail: null, poster: null, waveform: null },
  tracks: NO_TRACKS,
  addedSounds: [],
  choices: NO_CHOICES,
}

const keySchema = z.string().nullable()
const languageSchema = z.object({ language: z.string(), label: z.string() })
const nameSchema = z.union([z.templateLiteral(['audio-', z.string()]), z.templateLiteral(['sub-', z.string()])])
const audioLanguageSchema = languageSchema.extend({ name: z.union([z.literal(AUDIO_RUNG), nameSchema]).optional() })
const tracksSchema: z.ZodType<MediaTrack[]> = z.array(
  z.object({
    ...{ name: nameSchema.nullable(), language: z.string(), label: z.string(), bandwidth: z.number() },
    ...{ isDefault: z.boolean(), isAutoselected: z.boolean(), isForced: z.boolean() },
    characteristics: z.array(z.string()),
  }),
)
const keptSchema: z.ZodType<Kept> = z.object({
  pictures: z.object({ thumbnail: keySchema, poster: keySchema, waveform: keySchema }),
  tracks: z.object({ sounds: tracksSchema, captions: tracksSchema }),
  // Jobs that began before there were any are told of later.
  addedSounds: tracksSchema.default([]),
  choices: z.object({
    captions: z.array(languageSchema),
    audioLanguages: z.array(audioLanguageSchema),
    chapters: z.array(z.object({ title: z.string(), startSeconds: z.number() })),
    storyboard: z
      .object({
        ...{ sheets: z.int(), columns: z.int(), rows: z.int(), tileWidth: z.int(), tileHeight: z.int() },
        intervalSeconds: z.number(),
      })
      .nullable(),
  }),
})

/** Beside what is made of the item; no path at the edge leads to it. */
const keyOf = (outputId: string) => mediaKey(outputId, 'prepared.json')

/** Keeps what was made before a job for whoever is told of its end: another process, perhaps days later. */
export async function keepPrepared(store: ObjectStore, outputId: string, prepared: Prepared): Promise<void> {
  const { pictures, choices, sounds, addedSounds, captions } = prepared
  const text = JSON.stringify({ pictures, choices, tracks: { sounds, captions }, addedSounds } satisfies Kept)
  await store.put(keyOf(outputId), Buffer.from(text), { contentType: 'application/json' })
}

export async function readPrepared(store: ObjectStore, outputId: string): Promise<Kept> {
  const bytes = await store.read(keyOf(outputId))
  return bytes ? keptSchema.parse(JSON.parse(Buffer.from(bytes).toString())) : NOTHING
}
