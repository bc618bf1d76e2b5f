import { BODY_LIMIT_BYTES } from '../bodies.ts'

/** What a response with this status means. */
export const STATUS_MEANINGS: Record<string, string> = {
  200: 'Done',
  201: 'Made',
  204: 'Done; there is nothing to say',
  302: 'The page to go on to',
  400: 'The request cannot be read, or an id in it is none',
  401: 'Nobody is signed in, or the session has ended',
  403: 'The caller may not do this',
  404: 'There is no such thing, or it is not the caller’s',
  409: 'It cannot be done as things stand',
  410: 'It was genuine, and is too late',
  412: 'It asks for another version of tus; Tus-Version names those that there are',
  413: `The body is longer than ${BODY_LIMIT_BYTES / 1024} KB`,
  415: 'The body is not JSON',
  422: 'A field is wrong; `errors` says which',
  429: 'Too many requests; Retry-After says when to come back',
  460: 'What arrived is not what Upload-Checksum says',
  500: 'Something went wrong on our side',
  503: 'Something that is needed does not answer; Retry-After says when to come back',
}
