/** For whoever makes content: the command line, the demo catalogue, the bench. */
export { ffmpegOnPath } from '../compose/ffmpeg.ts'
export { composeStudio } from '../compose/studio.ts'
export { addContent, newContentSchema, type StudioParts } from '../features/studio/add-content.ts'
export { insertCategory, insertExpert, type MediaJob } from '../features/studio/queries.ts'
export { watchMediaJob } from '../features/studio/watch-job.ts'
