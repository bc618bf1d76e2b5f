import type { Finding } from '../../../../ports/finding.ts'

export type Check<Subject> = (subject: Subject) => Finding | null
