import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { logIntake } from '@better-and-bliss/observability/logs'
import { metricsFor } from '@better-and-bliss/observability/metrics'
import { tracerOf } from '@better-and-bliss/observability/tracing'
import { runProcess } from '@better-and-bliss/process'
import { readWorkerSettings } from '@better-and-bliss/settings'
import { composeSending } from './compose/campaigns.ts'
import { composeEdgeStore } from './compose/edge-store.ts'
import { systemClock, systemRandom } from './compose/machine.ts'
import { composeMail } from './compose/mail.ts'
import { tellWorker } from './compose/metrics.ts'
import { composePersonalData } from './compose/personal-data.ts'
import { composePushSending, composeReminderSending, composeWantsReminder } from './compose/reminders.ts'
import { composeStudio } from './compose/studio.ts'
import { migrate } from './db/migrate.ts'
import { forgetViews, MAKE_PARTITIONS_EVERY_MS, makePartitions } from './features/analytics/keep-views.ts'
import { TELL_PROVIDER_EVERY_MS, tellProvider } from './features/auth/tell-provider.ts'
import { QUEUE_MAILS_EVERY_MS, queueCampaignMails } from './features/campaigns/sending/queue-mails.ts'
import { CLOSE_CIRCLES_EVERY_MS, closeCircles } from './features/meditation/circles/close-circles.ts'
import { CLOSE_ABANDONED_EVERY_MS, closeAbandoned } from './features/meditation/close-abandoned.ts'
import { DELETE_MEMBERS_EVERY_MS, deleteMembers } from './features/personal-data/delete-members.ts'
import { REMOVE_EXPORTS_EVERY_MS, removeExports } from './features/personal-data/remove-exports.ts'
import { WRITE_EXPORTS_EVERY_MS, writeExports } from './features/personal-data/write-exports.ts'
import { SEND_PUSHES_EVERY_MS, sendPushes } from './features/reminders/devices/send-pushes.ts'
import { SEND_REMINDERS_EVERY_MS, sendReminders } from './features/reminders/send-due.ts'
import { DELETE_OLD_REVOCATIONS_EVERY_MS, deleteOldRevocations } from './features/streaming/delete-old-revocations.ts'
import { PUBLISH_DUE_EVERY_MS, publishDue } from './features/studio/content/publish-due.ts'
import { PURGE_DELETED_EVERY_MS, purgeDeleted } from './features/studio/content/purge-deleted.ts'
import { purgeFormerFiles } from './features/studio/content/purge-former-files.ts'
import { CANCEL_ELSEWHERE_EVERY_MS, cancelElsewhere } from './features/studio/jobs/cancel-elsewhere.ts'
import { DRAW_WORDS_EVERY_MS, drawDueWords } from './features/studio/jobs/draw-spoken-words.ts'
import { POLL_TRANSCODES_EVERY_MS, pollTranscodes } from './features/studio/jobs/poll-transcodes.ts'
import { REMOVE_OUTPUTS_EVERY_MS, removeOutputs } from './features/studio/jobs/remove-leftovers.ts'
import { startTranscode } from './features/studio/jobs/start-transcode.ts'
import { transcodeEvents } from './features/studio/jobs/transcode-events.ts'
import { sweepPictures } from './features/studio/shelves/unused-pictures.ts'
import { MEASURE_STORAGE_EVERY_MS, measureStorage } from './features/studio/system/measure-storage.ts'
import { NOTE_WORKER_EVERY_MS, workerNotes } from './features/studio/system/note-worker.ts'
import { QUEUE_ASKED_EVERY_MS, queueAsked } from './features/studio/uploads/queue-uploads.ts'
import { sweepUploads } from './features/studio/uploads/sweep-uploads.ts'
import { takeUpload } from './features/studio/uploads/take-upload.ts'
import { RETENTION_CRON, retentionJob } from './features/system/retention.ts'
import { requestLogger } from './http/request-log.ts'
import { openRootKeys } from './lasting-key.ts'
import { sendQueued } from './mail/send-queued.ts'
import { repeat } from './repeat.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

const REMOVE_ABANDONED_EVERY_MS = 15 * 60_000

await runProcess({ name: 'worker' }, async ({ machine, stack, stopping }) => {
  const settings = readWorkerSettings(machine)
  const tracer = tracerOf(settings.observability)
  const intake = logIntake(settings.observability, { role: 'worker', host: hostname() })
  if (intake) stack.use(intake)
  const log = requestLogger({ level: settings.logLevel, role: 'worker', intake, tracer })
  await migrate(settings.databaseUrl.reveal())
  const { queue, db, changes, store, transcoder, ...media } = stack.use(
    await composeStudio({ settings, log, stopping, tracer }),
  )
  const clock = systemClock
  const { metrics: address, loggedMetrics: logged } = settings
  const metrics = await metricsFor({ address, logged, role: 'worker', version })
  if (metrics) tellWorker(stack.use(metrics), { db, clock })
  // Here alone: every process beside it that makes content uses the same one.
  if (media.ffmpegWarning) log.warn({ path: media.ffmpegPath }, media.ffmpegWarning)
  stack.use(await transcoder.listen(transcodeEvents({ db, store, queue, log })))
  const rootKeys = await openRootKeys(db, settings.jwtKeys.reveal(), systemRandom)
  const { writeCampaign, noteDeadAddress, ...ofCampaigns } = await composeSending(settings, { db, rootKeys, log })
  const wantsReminder = composeWantsReminder(db)
  const ofMail = { ...(await composeMail(settings)), rootKeys, writeCampaign, noteDeadAddress, wantsReminder }
  stack.use(sendQueued({ ...ofMail, db, changes, log }))
  stack.use(repeat(() => queueCampaignMails(ofCampaigns), QUEUE_MAILS_EVERY_MS, log))
  const ofReminders = composeReminderSending(settings, { db, rootKeys })
  stack.use(repeat(() => sendReminders(ofReminders), SEND_REMINDERS_EVERY_MS, log))
  const ofPushes = await composePushSending(settings, { db, rootKeys, log })
  if (ofPushes) stack.use(repeat(() => sendPushes(ofPushes), SEND_PUSHES_EVERY_MS, log))
  await queue.work('transcode', startTranscode({ db, queue, changes, transcoder, log }))
  const { creatorsPublish } = settings
  const ofUploads = { db, store, transcoder, queue, random: systemRandom, clock, log, creatorsPublish }
  await queue.work('take_upload', takeUpload(ofUploads))
  stack.use(repeat(queueAsked({ db, changes, queue, log }), QUEUE_ASKED_EVERY_MS, log))
  stack.use(repeat(() => removeOutputs({ db, store }), REMOVE_OUTPUTS_EVERY_MS, log))
  stack.use(repeat(() => drawDueWords({ db, store }, stopping), DRAW_WORDS_EVERY_MS, log))
  const poll = () => pollTranscodes({ db, transcoder, clock: systemClock, log })
  stack.use(repeat(poll, POLL_TRANSCODES_EVERY_MS, log))
  stack.use(repeat(cancelElsewhere({ db, transcoder, log }), CANCEL_ELSEWHERE_EVERY_MS, log))
  stack.use(repeat(() => publishDue({ db, clock: systemClock }), PUBLISH_DUE_EVERY_MS, log))
  stack.use(repeat(() => purgeDeleted({ db, store, clock: systemClock }), PURGE_DELETED_EVERY_MS, log))
  stack.use(repeat(() => purgeFormerFiles({ db, store, clock: systemClock }), PURGE_DELETED_EVERY_MS, log))
  const { days, viewMonths } = settings.retention
  const rounds = {
    uploads: () => sweepUploads({ db, store, clock, keepDays: days.uploads }),
    pictures: () => sweepPictures({ db, store, clock }),
    views: () => forgetViews({ db, clock, log, keepMonths: viewMonths, addressDays: days.addresses }),
  }
  await queue.work('retention', retentionJob({ db, clock, log, days, rounds }))
  await queue.schedule('retention', RETENTION_CRON)
  stack.use(repeat(() => closeCircles({ db, clock: systemClock }), CLOSE_CIRCLES_EVERY_MS, log))
  stack.use(repeat(() => closeAbandoned({ db, clock: systemClock }), CLOSE_ABANDONED_EVERY_MS, log))
  const ofMembers = composePersonalData(settings, { db, store, rootKeys, log })
  stack.use(repeat(() => writeExports(ofMembers), WRITE_EXPORTS_EVERY_MS, log))
  stack.use(repeat(() => removeExports(ofMembers), REMOVE_EXPORTS_EVERY_MS, log))
  stack.use(repeat(() => deleteMembers(ofMembers), DELETE_MEMBERS_EVERY_MS, log))
  stack.use(repeat(() => tellProvider(ofMembers), TELL_PROVIDER_EVERY_MS, log))
  stack.use(repeat(() => makePartitions({ db, clock }), MAKE_PARTITIONS_EVERY_MS, log))
  stack.use(repeat(() => deleteOldRevocations({ db, lives: settings.urlLives }), DELETE_OLD_REVOCATIONS_EVERY_MS, log))
  stack.use(repeat(() => store.removeAbandoned(systemClock.nowMs()), REMOVE_ABANDONED_EVERY_MS, log))
  const notes = stack.use(workerNotes({ db, clock: systemClock, id: systemRandom.uuid(), host: hostname(), version }))
  stack.use(repeat(notes.note, NOTE_WORKER_EVERY_MS, log))
  stack.use(repeat(() => measureStorage({ db, store, settings, clock }), MEASURE_STORAGE_EVERY_MS, log))
  stack.use(await composeEdgeStore(settings, { db, changes, log }))
})
