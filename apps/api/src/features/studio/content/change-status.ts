import { z } from 'zod'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { audit } from '../../../members/audit.ts'
import { timeZone } from '../../../text/time-zones.ts'
import { isUploadingMedia } from '../uploads/upload-queries.ts'
import { hasNoMedia, isBeingConverted, mayNot } from './answers.ts'
import type { Doing } from './change-content.ts'
import { type StatusChange, updateStatus } from './change-queries.ts'
import type { ContentRow } from './content-queries.ts'
import { isForMembers, mayEdit, mayPublish } from './rights.ts'
import { type Status, statusSchema } from './schemas.ts'

const LATEST_MS = 366 * 86_400_000

export const wantedStatusSchema = z
  .object({
    status: statusSchema,
    publish_at: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'When it shall be published; for `scheduled` alone', example: '2026-12-24T07:00:00+01:00' }),
    publish_zone: timeZone.optional().meta({
      description: 'The time zone (IANA) in which that was chosen; for `scheduled` alone',
      example: 'Europe/Zurich',
    }),
    from: statusSchema.optional().meta({
      description: 'What it is as far as the caller knows: where it is something else by now, nothing is changed',
      example: 'draft',
    }),
  })
  .meta({ id: 'StudioStatusChange', description: 'What shall become of an item' })

export type WantedStatus = z.infer<typeof wantedStatusSchema>

/**
 * Brings an item that is locked to a status. What cannot be played yet is published once it can; of who may not publish it
 * becomes a request for a review.
 *
 * @throws AppError where the caller may not, its media are not there, or somebody else was quicker.
 */
export async function changeStatus(
  tx: Database,
  row: ContentRow,
  wanted: WantedStatus,
  { member, requestId, nowMs, creatorsPublish }: Doing & { creatorsPublish: boolean },
): Promise<void> {
  if (wanted.from !== undefined && wanted.from !== row.status) throw changedMeanwhile()
  const isComing = isConverted(row) || (await isUploadingMedia(tx, row.id))
  const change = { ...changeOf(row, wanted, { nowMs, isComing }), id: row.id, nowMs }
  const shows = isForMembers({ status: change.status, publish_when_ready: change.publishWhenReady })
  if (!shows || mayPublish(member, creatorsPublish)) return await store(change)
  if (!mayEdit(member)) throw mayNot('Your role may take items down, and not publish any.')
  const status = row.status === 'published' || row.status === 'unlisted' ? row.status : 'draft'
  await store({ ...NOT_PUBLISHED, id: row.id, status, nowMs, reviewRequestedAtMs: nowMs })

  async function store(final: StatusChange): Promise<void> {
    await updateStatus(tx, final)
    await audit(tx, {
      actor: { kind: 'member', sub: member.sub },
      action: 'content.status_set',
      target: row.id,
      before: {
        status: row.status,
        publish_at: row.publish_at?.toISOString() ?? null,
        publish_when_ready: row.publish_when_ready,
      },
      after: {
        status: final.status,
        publish_at: final.publishAtMs === null ? null : new Date(final.publishAtMs).toISOString(),
        publish_when_ready: final.publishWhenReady,
      },
      requestId,
    })
  }
}

/** What every status but `scheduled` has in common. */
export const NOT_PUBLISHED = {
  publishAtMs: null,
  publishZone: null,
  publishWhenReady: false,
  reviewRequestedAtMs: null,
}

interface Circumstances {
  nowMs: number
  /** Whether its media are uploaded or converted now. */
  isComing: boolean
}

function changeOf(
  row: ContentRow,
  wanted: WantedStatus,
  { nowMs, isComing }: Circumstances,
): Omit<StatusChange, 'id' | 'nowMs'> {
  const { status } = wanted
  if (status === 'scheduled') return { ...NOT_PUBLISHED, status, ...scheduleOf(wanted, nowMs) }
  if (status === 'draft' || status === 'archived' || row.is_playable) return { ...NOT_PUBLISHED, status }
  if (!isComing) throw hasNoMedia()
  if (status === 'unlisted') throw isBeingConverted()
  return { ...NOT_PUBLISHED, status: 'draft' satisfies Status, publishWhenReady: true }
}

function changedMeanwhile(): AppError {
  return new AppError('edit_conflict', 'Somebody else published it or took it down meanwhile. Nothing was changed.')
}

function isConverted({ hls_conversion_status: conversion }: ContentRow): boolean {
  return conversion === 'pending' || conversion === 'processing'
}

function scheduleOf({ publish_at: at, publish_zone: publishZone }: WantedStatus, nowMs: number) {
  if (at === undefined) throw wrong('publish_at', 'is required to schedule')
  if (publishZone === undefined) throw wrong('publish_zone', 'is required to schedule')
  const publishAtMs = Date.parse(at)
  if (publishAtMs <= nowMs) throw wrong('publish_at', 'must be in the future')
  if (publishAtMs - nowMs > LATEST_MS) throw wrong('publish_at', 'must be within a year')
  return { publishAtMs, publishZone }
}

function wrong(field: string, msg: string): AppError {
  return new AppError('invalid_request', `${field}: ${msg}`, { fields: [{ loc: ['body', field], msg }] })
}
