import { t } from '../../messages.ts'
import { CAPTION_BACKGROUNDS, CAPTION_SIZES, type CaptionStyle } from '../captions/caption-style.ts'
import type { PlayerControls } from '../player-controls.ts'
import { Option, Options } from './option.tsx'

const SIZE_WORDS: Record<CaptionStyle['size'], string> = {
  small: t('small'),
  medium: t('medium'),
  large: t('large'),
  huge: t('veryLarge'),
}
const BACKGROUND_WORDS: Record<CaptionStyle['background'], string> = {
  none: t('none'),
  dim: t('dim'),
  solid: t('black'),
}

/** Which captions, and how they look: they are on the screen beside it. */
export function CaptionsPage({ captions, preferences: { preferences, change } }: PlayerControls) {
  const { captionStyle } = preferences
  return (
    <>
      <Options legend={t('captions')}>
        <Option
          name="captions"
          label={t('off')}
          checked={captions.shown === null}
          onChoose={() => captions.show(null)}
        />
        {captions.tracks.map(({ id, label }) => (
          <Option
            key={id}
            name="captions"
            label={label}
            checked={captions.shown === id}
            onChoose={() => captions.show(id)}
          />
        ))}
      </Options>
      <Options legend={t('size')} areShort>
        {CAPTION_SIZES.map((size) => (
          <Option
            key={size}
            name="caption-size"
            label={SIZE_WORDS[size]}
            checked={captionStyle.size === size}
            onChoose={() => change({ captionStyle: { ...captionStyle, size } })}
          />
        ))}
      </Options>
      <Options legend={t('background')} areShort>
        {CAPTION_BACKGROUNDS.map((background) => (
          <Option
            key={background}
            name="caption-background"
            label={BACKGROUND_WORDS[background]}
            checked={captionStyle.background === background}
            onChoose={() => change({ captionStyle: { ...captionStyle, background } })}
          />
        ))}
      </Options>
    </>
  )
}
