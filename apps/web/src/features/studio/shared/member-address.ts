/** Where members open what has a name, as they would pass it on. */
export const memberAddress = (kind: 'content' | 'series' | 'experts' | 'categories', slug: string): string =>
  `${location.host}/${kind}/${slug}`
