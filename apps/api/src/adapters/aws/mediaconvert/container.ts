import type { ContainerSettings } from '@aws-sdk/client-mediaconvert'
import { ORIGIN_SECONDS } from '../../../hls/timeline.ts'

/** Transport streams whose clock begins where captions say, and whose sound lasts as long as the picture: players stall where one of the two ends. */
export const M3U8 = {
  Container: 'M3U8',
  M3u8Settings: { PtsOffsetMode: 'SECONDS', PtsOffset: ORIGIN_SECONDS, AudioDuration: 'MATCH_VIDEO_DURATION' },
} as const satisfies ContainerSettings
