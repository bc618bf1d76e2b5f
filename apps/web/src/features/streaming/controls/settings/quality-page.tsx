import type { Tier } from '@better-and-bliss/membership'
import { t } from '../../messages.ts'
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
    <Options legend={t('quality')}>
      {option('auto', t('auto'))}
      {rungsOf(item.qualities, stream).map((rung) => option(rung.height, `${rung.height}p`, rung.opensWith))}
      {stream.hls_audio !== undefined && option('sound', t('soundOnly'))}
    </Options>
  )
}

export function qualityWords({ quality, height }: PlayerControls['playback']): string {
  if (quality === 'sound') return t('soundOnly')
  if (quality === 'auto') return height ? t('autoHeight', { height: String(height) }) : t('auto')
  return `${quality}p`
}
