/** Where sessions wait in the browser's storage. */
export const unsentKey = (memberId: string) => `bliss.timer.unsent.${memberId}`

/** What those who show them ask for. */
export const waitingKey = (memberId: string) => ['meditation', 'waiting', memberId] as const
