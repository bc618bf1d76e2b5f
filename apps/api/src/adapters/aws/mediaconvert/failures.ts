interface Failure {
  words: string
  tryAgain: 'never' | 'later' | 'perhaps'
}

const UNREADABLE =
  'MediaConvert cannot read this file: it is damaged, or of a kind that it does not take. Export it as MP4.'
const ACCESS = 'MediaConvert may not use the bucket or its role: check MEDIACONVERT_ROLE and the policies of both.'
const ROOM = 'MediaConvert ran out of room.'

/**
 * MediaConvert's codes of errors, as its user guide lists them. Our own ffmpeg has looked into every file before: what cannot be
 * opened at all may have been refused by S3.
 */
const FAILURES: Record<number, Failure> = {
  1010: { words: 'MediaConvert cannot open this file.', tryAgain: 'perhaps' },
  1020: { words: 'MediaConvert finds no picture in this file.', tryAgain: 'never' },
  1021: { words: 'MediaConvert finds no sound in this file.', tryAgain: 'never' },
  1022: { words: UNREADABLE, tryAgain: 'never' },
  1030: { words: UNREADABLE, tryAgain: 'never' },
  1050: { words: ROOM, tryAgain: 'later' },
  1075: { words: UNREADABLE, tryAgain: 'never' },
  1076: {
    words: 'MediaConvert finds the end of this file too early: it is damaged. Send it again.',
    tryAgain: 'never',
  },
  1092: { words: 'MediaConvert cannot decode the sound of this file. Export it as MP4.', tryAgain: 'never' },
  1093: { words: 'MediaConvert cannot decode the picture of this file. Export it as MP4.', tryAgain: 'never' },
  1401: { words: ACCESS, tryAgain: 'later' },
  1404: { words: 'MediaConvert does not find the bucket or the file.', tryAgain: 'later' },
  1432: { words: ACCESS, tryAgain: 'later' },
  1433: { words: 'The role of MEDIACONVERT_ROLE does not exist.', tryAgain: 'later' },
  1434: { words: 'The role of MEDIACONVERT_ROLE does not trust MediaConvert.', tryAgain: 'later' },
  1507: { words: ROOM, tryAgain: 'later' },
  1515: { words: ACCESS, tryAgain: 'later' },
  1517: { words: ACCESS, tryAgain: 'later' },
  3457: { words: 'An input policy of MediaConvert forbids to read from S3.', tryAgain: 'later' },
}

/** Puts an error of a job into words, for the person who sent the file. */
export function failureOf(code: number | null): Failure {
  const known = code === null ? undefined : FAILURES[code]
  return known ?? { words: `The conversion failed in MediaConvert (${code ?? 'without a code'}).`, tryAgain: 'perhaps' }
}
