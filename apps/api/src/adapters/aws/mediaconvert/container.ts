import type { ContainerSettings } from '@aws-sdk/client-mediaconvert'
import { ORIGIN_SECONDS } from '../../../hls/timeline.ts'

/** Transport streams whose clock begins where captions say. */
export const M3U8 = {
  Container: 'M3U8',
  M3u8Settings: { PtsOffsetMode: 'SECONDS', PtsOffset: ORIGIN_SECONDS },
} as const satisfies ContainerSettings
