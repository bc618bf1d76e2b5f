import { z } from 'zod'

/** What the database's triggers notify: each channel, and how its payload reads. A payload of `*` says that anything may have changed. */
export const EVENTS = {
  /** Role, tier, standing, profile or a sign-in of a member. */
  member_changed: z
    .string()
    .min(1)
    .transform((sub) => ({ sub })),
  /** An item or its renditions. */
  catalogue_changed: z.guid().transform((contentId) => ({ contentId })),
  /** A mail waits to be sent. */
  mail_queued: z.guid().transform((mailId) => ({ mailId })),
  /** State or progress of a conversion. */
  media_job_changed: z.guid().transform((jobId) => ({ jobId })),
  /** An upload was begun, or has come a step further. */
  upload_changed: z.guid().transform((uploadId) => ({ uploadId })),
  /** Another connection (`owner`) goes on with the stream of a session. */
  breath_stream_taken: z.templateLiteral([z.guid(), ':', z.guid()]).transform((payload) => {
    const [sessionId = '', owner = ''] = payload.split(':')
    return { sessionId, owner }
  }),
  /** A circle was begun, ended or deleted, or a member follows it over another socket. */
  circle_changed: z.guid().transform((circleId) => ({ circleId })),
  /** A session was completed or deleted. */
  meditation_session_ended: z.guid().transform((sessionId) => ({ sessionId })),
} as const

export type Channel = keyof typeof EVENTS
export type Payload<Of extends Channel> = z.infer<(typeof EVENTS)[Of]>
export const CHANNELS = Object.keys(EVENTS) as Channel[]
