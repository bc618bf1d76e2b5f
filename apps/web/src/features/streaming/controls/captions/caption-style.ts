export const CAPTION_SIZES = ['small', 'medium', 'large', 'huge'] as const
export const CAPTION_BACKGROUNDS = ['none', 'dim', 'solid'] as const

/** How captions look. */
export interface CaptionStyle {
  size: (typeof CAPTION_SIZES)[number]
  background: (typeof CAPTION_BACKGROUNDS)[number]
}
