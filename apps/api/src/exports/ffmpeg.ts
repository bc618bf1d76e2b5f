/** The worker's runner of ffmpeg, for the demo's films. */
export { runFfmpeg } from '../compose/ffmpeg.ts'
