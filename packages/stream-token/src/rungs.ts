/** Heights of the video rungs in lines, lightest first: the short side of the picture, so that a portrait video has the same ones. */
export const VIDEO_HEIGHTS = [360, 480, 720, 1080] as const
export type VideoHeight = (typeof VIDEO_HEIGHTS)[number]

/** The rung without a picture, which videos have too. */
export const AUDIO_RUNG = 'audio' as const
export type VideoRung = `${VideoHeight}p`
export type RungName = VideoRung | typeof AUDIO_RUNG

/** The name of a video rung, which is that of its files, its row and its field in answers: `720p`. */
export function videoRung(height: VideoHeight): VideoRung {
  return `${height}p`
}
