/** @returns how many mails of campaigns may leave in a second, from 1. */
export type SendingRate = () => Promise<number>
