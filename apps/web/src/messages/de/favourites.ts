import type { favourites as english } from '../en/favourites.ts'

export const favourites: Record<keyof typeof english, string> = {
  favouriteTitle: 'Favorit: {title}',
  noMore: 'Kein Favorit mehr',
  keep: 'Als Favorit behalten',
  notKept: 'Das Herz ließ sich nicht speichern. Versuche es noch einmal.',
}
