/** For the benchmarks. */
export { ARTEFACTS } from '../../build/artefacts.ts'
export { buildArtefact } from '../../build/build-artefact.ts'
export { type FunctionCase, openFunction } from './function-runner.ts'
export { openPlaylistBucket, playlistOf } from './playlist-bucket.ts'
export { openLambda } from './run-lambda.ts'
