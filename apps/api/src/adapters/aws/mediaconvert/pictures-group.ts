import type { Output, OutputGroup } from '@aws-sdk/client-mediaconvert'
import { nameModifier, type Picture } from './names.ts'
import type { Prepared } from './parts.ts'
import { preprocessors } from './video-output.ts'

const WIDTHS: Record<Picture, number> = { thumbnail: 640, poster: 1280 }
const MIN_HEIGHT = 32
const JPEG_QUALITY = 80

/** Titles and fades to black are at the beginning. MediaConvert captures the first frame, and one so many seconds later. */
const FRAME_AT_SHARE = 0.1
const FRAME_AT_MOST_SECONDS = 60
export const MAX_CAPTURES = 2

/** Thumbnail and poster of a video, unless they were made already. */
export function picturesGroup(destination: string, prepared: Prepared): OutputGroup[] {
  if (prepared.facts.kind === 'audio' || prepared.pictures.thumbnail !== null) return []
  return [
    {
      Name: 'pictures',
      OutputGroupSettings: { Type: 'FILE_GROUP_SETTINGS', FileGroupSettings: { Destination: destination } },
      Outputs: [capture('thumbnail', prepared), capture('poster', prepared)],
    },
  ]
}

function capture(picture: Picture, prepared: Prepared): Output {
  const { width, height, durationSeconds } = prepared.facts
  const newWidth = WIDTHS[picture]
  const newHeight = 2 * Math.round((newWidth * (height ?? 9)) / (width ?? 16) / 2)
  const atSeconds = Math.max(1, Math.round(Math.min(FRAME_AT_MOST_SECONDS, durationSeconds * FRAME_AT_SHARE)))
  return {
    NameModifier: nameModifier(picture),
    Extension: 'jpg',
    ContainerSettings: { Container: 'RAW' },
    VideoDescription: {
      Width: newWidth,
      Height: Math.max(MIN_HEIGHT, newHeight),
      ScalingBehavior: 'DEFAULT',
      VideoPreprocessors: preprocessors(prepared),
      CodecSettings: {
        Codec: 'FRAME_CAPTURE',
        FrameCaptureSettings: {
          FramerateNumerator: 1,
          FramerateDenominator: atSeconds,
          MaxCaptures: MAX_CAPTURES,
          Quality: JPEG_QUALITY,
        },
      },
    },
  }
}
