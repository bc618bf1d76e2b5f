/** Where a member is in one item, on all their devices. */
export interface ItemPosition {
  /** Null where there is nothing to resume: before it was begun, and after its end. */
  resumeAtSeconds: number | null
  /**
   * Follows one playback that begins now.
   *
   * @param onFurther is told where the member is on another device, if that is well ahead of this one; null when it is not any more.
   */
  follow(onFurther: (seconds: number | null) => void): PositionReporter
}

/** Tells the API where a playback is. */
export interface PositionReporter {
  report(seconds: number): void
  /** Here is right, although the member is further on another device. */
  insist(): void
  /** It plays no more. */
  end(): void
}

/** `4:07`, `1:02:30`. */
export function clockWords(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
