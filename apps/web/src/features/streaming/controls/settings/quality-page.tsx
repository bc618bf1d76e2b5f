import type { Tier } from '@better-and-bliss/membership'
import { type Quality, rungsOf } from '../../qualities.ts'
import type { PlayerControls } from '../player-controls.ts'
import { Option, Options } from './option.tsx'

export function QualityPage({ item, playback }: PlayerControls) {
  const { stream, quality, height, choose } = playback
  if (!stream) return null
  const option = (value: Quality, label: string, opensWith: Tier | null = null) => (
    <Option
      key={value}
      name="quality"
      label={label}
      hint={value === 'auto' && quality === 'auto' && height ? `${height}p` : undefined}
      opensWith={opensWith}
      checked={quality === value}
      onChoose={() => choose(value)}
    />
  )
  return (
    <Options legend="Quality">
      {option('auto', 'Auto')}
      {rungsOf(item.qualities, stream).map((rung) => option(rung.height, `${rung.height}p`, rung.opensWith))}
      {stream.hls_audio !== undefined && option('sound', 'Sound only')}
    </Options>
  )
}

export function qualityWords({ quality, height }: PlayerControls['playback']): string {
  if (quality === 'sound') return 'Sound only'
  if (quality === 'auto') return height ? `Auto (${height}p)` : 'Auto'
  return `${quality}p`
}
