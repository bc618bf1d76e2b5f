export const favourites = {
  favouriteTitle: 'Favourite: {title}',
  noMore: 'No favourite any more',
  keep: 'Keep as a favourite',
  notKept: 'The heart could not be kept. Try again.',
} as const
