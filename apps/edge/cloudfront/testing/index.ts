/** For the benchmarks. */
export { type FunctionCase, openFunction } from './function-runner.ts'
export { openPlaylistBucket, playlistOf } from './playlist-bucket.ts'
export { openLambda } from './run-lambda.ts'
