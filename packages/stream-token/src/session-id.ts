/**
 * The id of a new stream session: `uuid` with its last group replaced by that of the sign-in it belongs to, so that a
 * token shows its sign-in, and ending a sign-in is one fact however many streams it began.
 */
export function streamSessionId(uuid: string, signInId: string): string {
  return uuid.slice(0, TAG_AT) + signInTag(signInId)
}

/** What the ids of a sign-in (a UUID) and of its stream sessions have in common: 48 bits, told apart within one member. */
export function signInTag(id: string): string {
  return id.slice(TAG_AT)
}

const TAG_AT = 24
