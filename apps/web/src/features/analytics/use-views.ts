import type { ContentDetail, User } from '@better-and-bliss/sdk'
import { useEffect, useMemo, useRef } from 'react'
import { v4 as newId } from 'uuid'
import { useStorage } from '../../api/local-storage.ts'
import { mayCount } from './consent.ts'
import { post, sendUnsent, sendView } from './send-views.ts'
import { unsentViews } from './unsent-views.ts'
import { type PlayFollower, reportViews, type Source } from './view-reporter.ts'

/**
 * Counts what a member plays of an item, if that may be.
 *
 * @returns what follows each playback; undefined where nothing is counted.
 */
export function useViews(member: User, { id, qualities }: ContentDetail, source: Source) {
  const storage = useStorage()
  const unsent = useMemo(() => unsentViews(storage, member.id, Date.now), [storage, member.id])
  const isAllowed = mayCount(member)
  /** How often the member has said no while this was shown: a play that began before is not told to its end. */
  const withdrawals = useRef(0)
  useEffect(() => {
    if (!isAllowed) withdrawals.current += 1
  }, [isAllowed])
  if (!isAllowed) return undefined
  return (media: HTMLVideoElement): PlayFollower => {
    const begunAfter = withdrawals.current
    return reportViews({
      ...{ contentId: id, qualities, source, media, newPlayId: newId },
      send: (report) => {
        if (withdrawals.current === begunAfter) void sendView({ unsent, post }, report)
      },
      nowMs: Date.now,
    })
  }
}

/** Sends what earlier pages could not, now and whenever there is a network again; forgets it where nothing may be counted. */
export function useLeftViews(member: User | null | undefined): void {
  const storage = useStorage()
  const memberId = member?.id
  const isAllowed = member ? mayCount(member) : false
  useEffect(() => {
    if (!memberId) return
    const unsent = unsentViews(storage, memberId, Date.now)
    if (!isAllowed) return unsent.clear()
    const send = () => void sendUnsent({ unsent, post })
    send()
    window.addEventListener('online', send)
    return () => window.removeEventListener('online', send)
  }, [storage, memberId, isAllowed])
}
