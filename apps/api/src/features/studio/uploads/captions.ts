import { readFile } from 'node:fs/promises'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { z } from 'zod'
import { type CaptionsFile, MediaRefused } from '../../../ports/transcoder.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { CaptionsRefused, type Cue, MAX_CAPTIONS_BYTES, readCaptions } from '../../../text/webvtt.ts'
import { assertSourceFile } from './source-file.ts'

/** A WebVTT file, and the language (BCP 47) that it is in. */
export interface GivenCaptions {
  language: string
  file: string
}

const MOST_LANGUAGES = 32
const LONGEST = 4_000

const one = boundedText(LONGEST)
  .regex(/^[A-Za-z0-9-]+=./, 'must be a language and a WebVTT file, such as en=captions.vtt')
  .transform((text): GivenCaptions => {
    const at = text.indexOf('=')
    return { language: languageOf(text.slice(0, at)), file: text.slice(at + 1) }
  })
  .refine(({ language }) => language !== UNKNOWN_LANGUAGE, 'must begin with a language, such as en or pt-BR')

/** Captions as the command line names them, `en=captions.vtt`, each language once. */
export const captionsSchema = z
  .array(one)
  .max(MOST_LANGUAGES)
  .refine((all) => new Set(all.map(({ language }) => language)).size === all.length, 'must name each language once')
  .default([])

export interface CheckedCaptions extends GivenCaptions {
  bytes: Uint8Array
  cues: Cue[]
}

/** @throws MediaRefused for a file that is no WebVTT as members' players read it. */
export async function checkedCaptions({ language, file }: GivenCaptions): Promise<CheckedCaptions> {
  await assertSourceFile(file, { maxBytes: MAX_CAPTIONS_BYTES })
  return captionsOf({ language, file }, await readFile(file))
}

/** @param file what people call it. @throws MediaRefused as `checkedCaptions` does. */
export function captionsOf({ language, file }: GivenCaptions, bytes: Uint8Array): CheckedCaptions {
  try {
    return { language, file, bytes, cues: readCaptions(bytes) }
  } catch (error) {
    if (!(error instanceof CaptionsRefused)) throw error
    throw new MediaRefused(`The captions in ${file} cannot be taken. ${error.message}`, { cause: error })
  }
}

/** @throws MediaRefused when captions begin after the end of what they belong to. */
export function assertWithin({ file, cues }: CheckedCaptions, durationSeconds: number): void {
  const late = cues.find(({ startTime }) => startTime > durationSeconds)
  if (!late) return
  const [at, end] = [late.startTime, durationSeconds].map(Math.round)
  throw new MediaRefused(
    `The captions in ${file} go on after ${at} seconds, the file for ${end}. Do they belong to it?`,
  )
}

/** Keeps captions beside their medium. @param folder a key that ends in a slash. */
export async function keepCaptions(
  store: ObjectStore,
  folder: string,
  { language, bytes }: CheckedCaptions,
): Promise<CaptionsFile> {
  const key = `${folder}captions-${language}.vtt`
  await store.put(key, bytes, { contentType: 'text/vtt; charset=utf-8' })
  return { language, key }
}
