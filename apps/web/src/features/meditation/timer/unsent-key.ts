/** Where sessions wait in the browser's storage. */
export const unsentKey = (memberId: string) => `bliss.timer.unsent.${memberId}`
