/** For whoever makes content: the command line, the demo catalogue, the bench. */
export { ffmpegOnPath } from '../compose/ffmpeg.ts'
export { composeStudio } from '../compose/studio.ts'
export {
  addContent,
  type NewContentInput,
  newContentSchema,
  type StudioParts,
} from '../features/studio/content/add-content.ts'
export { countriesSchema } from '../features/studio/content/countries.ts'
export { insertCategory, insertExpert } from '../features/studio/content/new-content-queries.ts'
export { setCountries } from '../features/studio/content/set-countries.ts'
export type { MediaJob } from '../features/studio/jobs/media-job-queries.ts'
export { watchMediaJob } from '../features/studio/jobs/watch-job.ts'
export { captionsSchema } from '../features/studio/uploads/captions.ts'
