// What measures a detector on recordings, for those who measure it elsewhere than in this process.
export { PAGE_TITLE, writeSection } from './card-file.ts'
export { readCsv } from './corpus.ts'
export type { HeardPhase } from './listen.ts'
export { loop } from './loops.ts'
export { markdownTable } from './markdown.ts'
export { type Naming, namingOf } from './names.ts'
export { type Truth, truthsOf } from './reliability.ts'
export { readWav } from './wav.ts'
