import type { MediaJob, Upload } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../language/page-language.ts'
import { durationWords } from '../../../ui/words.ts'
import { saidByApi } from '../said/in-page-language.ts'
import { t } from './messages.ts'
import type { OutgoingFile } from './upload-queue.ts'

/** A file from its choice to what it is played as: what this page sends, what the API has of it, and how it is converted. */
export interface Shipment {
  key: string
  contentId: string
  title: string
  fileName: string
  size: number
  outgoing: OutgoingFile | null
  upload: Upload | null
  /** The newest conversion of its item, of media alone. */
  job: MediaJob | null
}

/** Brings together what is known of each file: what this page sends first, then what was uploaded, the newest first. */
export function shipmentsOf(
  outgoing: readonly OutgoingFile[],
  uploads: readonly Upload[],
  jobs: readonly MediaJob[],
): Shipment[] {
  const ofPage = outgoing.map((file) => {
    const upload = uploads.find(({ id }) => id === file.uploadId) ?? null
    const { contentId, title, fileName, size } = file
    return { key: `page-${file.key}`, contentId, title, fileName, size, outgoing: file, upload, job: null }
  })
  const sent = new Set(outgoing.map(({ uploadId }) => uploadId))
  const others = uploads
    .filter(({ id }) => !sent.has(id))
    .map((upload) => {
      const { content_id: contentId, title, file_name: fileName, length: size } = upload
      return { key: upload.id, contentId, title, fileName, size, outgoing: null, upload, job: null }
    })
  // An older upload of an item says nothing of its conversion now.
  const told = new Set<string>()
  return [...ofPage.toReversed(), ...others].map((shipment): Shipment => {
    const { upload, contentId } = shipment
    if (upload?.purpose !== 'media' || upload.state !== 'taken_up' || told.has(contentId)) return shipment
    told.add(contentId)
    return { ...shipment, job: jobs.find((job) => job.content_id === contentId) ?? null }
  })
}

export type Phase =
  | { kind: 'sending' | 'converting'; words: string; fraction: number }
  /** It has arrived; `words` say what is next. */
  | { kind: 'waiting' | 'done' | 'failed' | 'paused' | 'lost'; words: string }

const OF_PURPOSE = {
  media: t('filmOrSound'),
  picture: t('cover'),
  captions: t('captions'),
  chapters: t('chapters'),
  sound: t('sound'),
}

export function purposeWords(shipment: Shipment): string {
  const about = shipment.outgoing ?? shipment.upload
  if (!about) return ''
  return about.language ? `${OF_PURPOSE[about.purpose]}, ${about.language}` : OF_PURPOSE[about.purpose]
}

/** How a file fares, in words, and how much is done. */
export function phaseOf(shipment: Shipment): Phase {
  const { outgoing, upload, job, size } = shipment
  if (outgoing && outgoing.state !== 'arrived') return outgoingPhase(outgoing)
  if (!upload) return { kind: 'waiting', words: t('arrived') }
  switch (upload.state) {
    case 'receiving':
      return outgoing
        ? { kind: 'waiting', words: t('arrived') }
        : { kind: 'lost', words: t('interruptedChoose', { done: percent(upload.received / size) }) }
    case 'received':
    case 'queued':
      return { kind: 'waiting', words: causeOf(upload.failure) ?? t('lookedAt') }
    case 'refused':
      return { kind: 'failed', words: causeOf(upload.failure) ?? t('notTaken') }
    case 'taken_up':
      return job ? jobPhase(job) : { kind: 'done', words: t('belongs') }
  }
}

function outgoingPhase({ state, sent, size, bytesPerSecond, words }: OutgoingFile): Phase {
  const fraction = sent / size
  switch (state) {
    case 'waiting':
      return { kind: 'waiting', words: t('waitsTurn') }
    case 'sending':
      return {
        kind: 'sending',
        fraction,
        words: [percent(fraction), ...rateWords(size - sent, bytesPerSecond)].join(' · '),
      }
    case 'interrupted':
      return { kind: 'sending', fraction, words: words ?? t('interrupted', { done: percent(fraction) }) }
    case 'paused':
      return { kind: 'paused', words: t('pausedAt', { done: percent(fraction) }) }
    default:
      return { kind: 'failed', words: words ?? t('notSent') }
  }
}

/** How a conversion fares. */
export function jobPhase({ state, progress, failure }: Pick<MediaJob, 'state' | 'progress' | 'failure'>): Phase {
  switch (state) {
    case 'queued':
      return { kind: 'waiting', words: causeOf(failure) ?? t('waitsConversion') }
    case 'processing':
      return { kind: 'converting', fraction: progress, words: t('convertedSoFar', { done: percent(progress) }) }
    case 'playable':
      return { kind: 'converting', fraction: progress, words: t('playsMore', { done: percent(progress) }) }
    case 'completed':
      return { kind: 'done', words: t('ready') }
    case 'failed':
      return { kind: 'failed', words: causeOf(failure) ?? t('conversionFailed') }
    case 'cancelled':
      return { kind: 'failed', words: causeOf(failure) ?? t('conversionCancelled') }
  }
}

function causeOf(failure: string | null): string | null {
  return failure === null ? null : saidByApi(failure)
}

function rateWords(left: number, bytesPerSecond: number | null): string[] {
  if (!bytesPerSecond) return []
  return [`${sizeWords(bytesPerSecond)}/s`, t('left', { duration: durationWords(Math.max(1, left / bytesPerSecond)) })]
}

/** `34 %`: never a hundred before the end. */
export function percent(fraction: number): string {
  return `${Math.min(99, Math.floor(fraction * 100))} %`
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `734 MB`, `1.2 GB`. */
export function sizeWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** power
  return `${amount.toLocaleString(LANGUAGE, { maximumFractionDigits: amount < 10 && power > 0 ? 1 : 0 })} ${UNITS[power]}`
}
