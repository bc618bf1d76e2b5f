/** Something about an installation that does not fit, or that somebody should know. */
export interface Finding {
  /** `wrong`: something does not work because of it. */
  kind: 'wrong' | 'advice'
  /** What is so, and what comes of it. */
  says: string
  /** What to do. */
  remedy: string
}

export function wrong(says: string, remedy: string): Finding {
  return { kind: 'wrong', says, remedy }
}

export function advice(says: string, remedy: string): Finding {
  return { kind: 'advice', says, remedy }
}
