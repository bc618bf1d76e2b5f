/** Something about a pool that keeps a part of the product from working, or that somebody should know. */
export interface Finding {
  kind: 'wrong' | 'advice'
  /** What is so, and what comes of it. */
  says: string
  /** What to do. */
  remedy: string
}

export type Check<Subject> = (subject: Subject) => Finding | null

export function wrong(says: string, remedy: string): Finding {
  return { kind: 'wrong', says, remedy }
}

export function advice(says: string, remedy: string): Finding {
  return { kind: 'advice', says, remedy }
}
