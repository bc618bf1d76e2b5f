import { CAPTION_BACKGROUNDS, CAPTION_SIZES, type CaptionStyle } from '../captions/caption-style.ts'
import type { PlayerControls } from '../player-controls.ts'
import { Option, Options } from './option.tsx'

const SIZE_WORDS: Record<CaptionStyle['size'], string> = {
  small: 'Small',
  medium: 'Medium',
  large: 'Large',
  huge: 'Very large',
}
const BACKGROUND_WORDS: Record<CaptionStyle['background'], string> = { none: 'None', dim: 'Dim', solid: 'Black' }

/** Which captions, and how they look: they are on the screen beside it. */
export function CaptionsPage({ captions, preferences: { preferences, change } }: PlayerControls) {
  const { captionStyle } = preferences
  return (
    <>
      <Options legend="Captions">
        <Option name="captions" label="Off" checked={captions.shown === null} onChoose={() => captions.show(null)} />
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
      <Options legend="Size" areShort>
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
      <Options legend="Background" areShort>
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
