/** For whoever makes content: the command line, the demo catalogue, the bench. */
export { ffmpegOnPath } from '../compose/ffmpeg.ts'
export { composeStudio } from '../compose/studio.ts'
export { addContent, type NewContentInput, newContentSchema, type StudioParts } from '../features/studio/add-content.ts'
export { captionsSchema } from '../features/studio/captions.ts'
export { countriesSchema } from '../features/studio/countries.ts'
export type { MediaJob } from '../features/studio/media-job-queries.ts'
export { insertCategory, insertExpert, updateCountries } from '../features/studio/queries.ts'
export { watchMediaJob } from '../features/studio/watch-job.ts'
