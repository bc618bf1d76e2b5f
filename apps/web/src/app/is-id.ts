const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Whether a part of an address is an id; else it is a name that the studio chose. */
export const isId = (part: string): boolean => ID.test(part)
