import type { ContentCard } from '@better-and-bliss/sdk'

/** The part of a series that comes after one of them; what does not open, or is not there yet, is passed over. */
export function nextOf<Part extends Pick<ContentCard, 'id' | 'locked' | 'is_hls_ready'>>(
  parts: readonly Part[],
  itemId: string,
): Part | undefined {
  const index = parts.findIndex(({ id }) => id === itemId)
  if (index < 0) return undefined
  return openOnes(parts.slice(index + 1))[0]
}

/** What opens before what is locked, each in the order that it had. */
export function openFirst<Part extends Pick<ContentCard, 'locked'>>(items: readonly Part[]): Part[] {
  return [...items.filter(({ locked }) => !locked), ...items.filter(({ locked }) => locked)]
}

/** Those that open, and are there. */
export function openOnes<Part extends Pick<ContentCard, 'locked' | 'is_hls_ready'>>(parts: readonly Part[]): Part[] {
  return parts.filter(({ locked, is_hls_ready }) => !locked && is_hls_ready)
}
