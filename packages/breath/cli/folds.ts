import { soundClassOf } from './sound-classes.ts'

export const FOLDS = 5

/** A file of the corpus, and whose sound it is. */
export interface CorpusFile {
  file: string
  subject: string
  isBreath: boolean
}

/** The files that rows of labels.csv speak of. */
export function filesOf(rows: readonly Record<string, string>[]): CorpusFile[] {
  const files = new Map<string, CorpusFile>()
  for (const row of rows) {
    const { file = '', kind } = row
    files.set(file, { file, subject: subjectOf(row), isBreath: kind === 'breath' })
  }
  return [...files.values()]
}

/** Nobody knows whether two airborne recordings of one repository are of two people; synthetic sounds are nobody's. */
function subjectOf({ file = '', subject = '', source_repo: source = '' }: Record<string, string>): string {
  if (subject === 'synth') return file
  return soundClassOf(file) === 'airborne' ? source : subject
}

/** Deals the files out so that a person, or a source of sound, is in one fold only, and each class of sound in all of them. */
export function foldsOf(files: readonly CorpusFile[]): Map<string, number> {
  const folds = new Map<string, number>()
  const dealt = new Map<string, number>()
  const ofSubject = new Map<string, number>()
  for (const { file, subject } of files.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const soundClass = soundClassOf(file)
    let fold = ofSubject.get(subject)
    if (fold === undefined) {
      fold = (dealt.get(soundClass) ?? 0) % FOLDS
      dealt.set(soundClass, fold + 1)
      ofSubject.set(subject, fold)
    }
    folds.set(file, fold)
  }
  return folds
}
